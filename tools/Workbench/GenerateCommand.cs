using System.CommandLine;
using System.Diagnostics;
using MovieMesh.Datasets;
using Spectre.Console;

namespace MovieMesh.Workbench;

/// <summary><c>generate</c>: writes a made-up data set.</summary>
internal static class GenerateCommand
{
    public static Command Create()
    {
        var shape = new Option<string>("--shape") { Description = "How large: sample (60 thousand ratings), ml-1m or ml-25m.", DefaultValueFactory = _ => GeneratorShape.Sample.Name };
        shape.AcceptOnlyFromAmong([.. GeneratorShape.All.Select(one => one.Name)]);
        var folder = new Option<string>("--out") { Description = "The folder to write to.", Required = true };
        var seed = new Option<int>("--seed") { Description = "Two seeds lead to two data sets.", DefaultValueFactory = _ => DatasetGenerator.DefaultSeed };

        var command = new Command("generate", "Writes a made-up data set in the ml-latest format, for trying and for measuring at scale.") { shape, folder, seed };
        command.SetAction((result, cancellationToken) => RunAsync(
            GeneratorShape.All.Single(one => one.Name == result.GetValue(shape)), result.GetValue(folder)!, result.GetValue(seed), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(GeneratorShape shape, string folder, int seed, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            await AnsiConsole.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn()).StartAsync(async context =>
            {
                var bar = context.AddTask($"Generating {shape.Name}", maxValue: shape.Ratings);
                await DatasetGenerator.GenerateAsync(shape, folder, seed, new Reporter(written => bar.Value = written), cancellationToken);
            });
        }
        catch (DatasetException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }

        Console.WriteLine(FormattableString.Invariant(
            $"{folder}: {shape.Users:N0} users, {shape.Movies:N0} movies, {shape.Ratings:N0} ratings, seed {seed}, in {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s"));
        return 0;
    }

    /// <summary>Reports at once and in order, which Progress of T does not.</summary>
    private sealed class Reporter(Action<long> report) : IProgress<long>
    {
        public void Report(long value) => report(value);
    }
}
