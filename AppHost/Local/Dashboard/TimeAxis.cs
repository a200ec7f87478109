namespace MovieMesh.AppHost.Local.Dashboard;

/// <summary>The last minutes, in equal steps that stand still while time goes on.</summary>
internal sealed record TimeAxis(DateTimeOffset Start, TimeSpan Step, int Steps)
{
    public TimeSpan Length => Step * Steps;

    public static TimeAxis UpTo(DateTimeOffset now, TimeSpan step, int steps) => new(new DateTimeOffset((now.Ticks / step.Ticks * step.Ticks) + step.Ticks, TimeSpan.Zero) - (step * steps), step, steps);

    /// <returns>The step that a time is in; negative or too large outside.</returns>
    public int StepOf(DateTimeOffset time) => (int)Math.Floor((time - Start) / Step);
}
