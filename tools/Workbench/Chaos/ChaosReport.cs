using System.Globalization;
using Spectre.Console;

namespace MovieMesh.Workbench.Chaos;

/// <summary>Shows what a run of chaos came to.</summary>
internal static class ChaosReport
{
    private const double Target = 0.999;

    public static void Write(ChaosFigures figures)
    {
        var faults = new Table().Border(TableBorder.Simple);
        foreach (var column in (string[])["fault", "times", "recovered after (median)", "longest", "reads", "failed", "stale", "answered"])
        {
            faults.AddColumn(column, settings => settings.NoWrap());
        }

        foreach (var group in figures.Faults.GroupBy(fault => (fault.Target, fault.Kind)).OrderBy(group => !FaultSchedule.IsServer(group.Key.Target)).ThenBy(group => group.Key))
        {
            var recoveries = group.Select(fault => fault.RecoverySeconds ?? double.PositiveInfinity).Order().ToArray();
            var (reads, failed) = (group.Sum(fault => fault.Reads), group.Sum(fault => fault.FailedReads));
            faults.AddRow(
                $"{group.Key.Target}: {group.Key.Kind.ToString().ToLowerInvariant()}",
                Text($"{group.Count()}"),
                Seconds(recoveries[recoveries.Length / 2]),
                Seconds(recoveries[^1]),
                Text($"{reads}"),
                Text($"{failed}"),
                Text($"{group.Sum(fault => fault.StaleReads)}"),
                reads == 0 ? "" : Text($"{100 * (1 - (failed / (double)reads)):F2} %"));
        }

        AnsiConsole.Write(faults);
        Console.WriteLine(Text($"seed {figures.Seed}, {figures.Seconds:F0} s, {figures.Faults.Count} faults"));
        foreach (var impossible in figures.NotPossible)
        {
            Console.WriteLine($"not possible on this machine: {impossible}");
        }

        Console.WriteLine(Text($"ratings and withdrawals sent          {figures.Sent}"));
        Console.WriteLine(Text($"  answered 202                        {figures.Accepted}"));
        Console.WriteLine(Text($"  refused with 503 and Retry-After    {figures.Refused}"));
        Console.WriteLine(Text($"  without an answer                   {figures.Unanswered}"));
        Console.WriteLine(Text($"  answered otherwise                  {figures.Failed}"));
        Console.WriteLine(Text($"lost of those answered 202            {figures.Lost}"));
        foreach (var example in figures.LostExamples)
        {
            Console.WriteLine($"  {example}");
        }

        Console.WriteLine(Text($"counted twice                         {figures.Duplicated}"));
        Console.WriteLine(Text($"messages stuck in queues              {figures.Stuck}"));
        Console.WriteLine(Text($"dead letters                          {figures.DeadLetters}"));
        Console.WriteLine(Text($"reads that went backwards             {figures.Backwards}"));
        Console.WriteLine(Text($"trainings accepted, vanished          {figures.Trainings}, {figures.VanishedTrainings}"));
        Console.WriteLine(Text($"the gateway's count is off by         {figures.Miscounted}"));
        Console.WriteLine($"all of the mesh there again           {(figures.WholeAfterSeconds is { } after ? $"{Seconds(after)} after the load" : "not in time")}");
        Console.WriteLine(Text($"reads, failed                         {figures.Reads}, {figures.FailedReads} (99 % of those in peace within {figures.PeacefulReadP99Milliseconds:F0} ms)"));
        if (figures.AvailabilityWithoutAServer is { } availability)
        {
            Console.WriteLine(Text($"reads answered with a server down     {100 * availability:F3} % ({(availability >= Target ? "at least" : "below")} {100 * Target:F1} %)"));
        }

        Console.WriteLine(figures.IsWhole ? "Nothing was lost." : "Promises were broken.");
    }

    private static string Seconds(double seconds) => double.IsFinite(seconds) ? Text($"{seconds:F1} s") : "never";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
