namespace MovieMesh.TrainingWorker.Tests;

/// <summary>A clock whose hands and alarms run many times too fast, and that counts its alarms.</summary>
internal sealed class FastClock(int speed) : TimeProvider
{
    private readonly DateTimeOffset _start = System.GetUtcNow();
    private int _ticks;

    public int Ticks => Volatile.Read(ref _ticks);

    public override DateTimeOffset GetUtcNow() => _start + ((System.GetUtcNow() - _start) * speed);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => System.CreateTimer(
        given =>
        {
            Interlocked.Increment(ref _ticks);
            callback(given);
        },
        state,
        dueTime / speed,
        period / speed);
}
