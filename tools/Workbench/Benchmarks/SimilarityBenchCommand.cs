using System.CommandLine;
using System.Globalization;
using MovieMesh.Datasets;
using Spectre.Console;

namespace MovieMesh.Workbench.Benchmarks;

/// <summary><c>bench similarity</c>: how long full rebuilds of the lists of similar movies take, and what they weigh.</summary>
internal static class SimilarityBenchCommand
{
    private static readonly IReadOnlyList<string> Sets = [BenchData.Small.Name, GeneratorShape.Ml1m.Name, GeneratorShape.Ml25m.Name];

    public static Command Create()
    {
        var only = new Option<string?>("--only") { Description = $"Which data sets, separated by commas: {string.Join(", ", Sets)}, {GeneratorShape.Sample.Name}. Default: the first three." };
        var small = new Option<string?>("--small") { Description = "ml-latest-small: a zip or a folder. Default: MOVIEMESH_DATA of the environment, or made up as large." };
        var command = new Command("similarity", "Measures full rebuilds of the lists of similar movies, by every measure; data sets other than ml-latest-small are made up.") { only, small };
        command.SetAction(async (result, cancellationToken) =>
        {
            var sets = result.GetValue(only)?.Split(',', StringSplitOptions.TrimEntries) ?? Sets;
            if (sets.Except([.. Sets, GeneratorShape.Sample.Name], StringComparer.Ordinal).FirstOrDefault() is { } unknown)
            {
                await Console.Error.WriteLineAsync($"bench similarity: there is no data set called '{unknown}' to measure; there are: {string.Join(", ", Sets)}, {GeneratorShape.Sample.Name}.");
                return 1;
            }

            try
            {
                foreach (var set in sets)
                {
                    var path = set == BenchData.Small.Name ? result.GetValue(small) ?? Environment.GetEnvironmentVariable("MOVIEMESH_DATA") : null;
                    path ??= await BenchData.GenerateFolderAsync(GeneratorShape.All.Append(BenchData.Small).Single(shape => shape.Name == set), cancellationToken);
                    var isLarge = set == GeneratorShape.Ml25m.Name;
                    Print(new SimilarityBench(set, path, allTarget: set == BenchData.Small.Name ? 3 : 0, cosineTarget: isLarge ? 15 : 0, coRatersTarget: isLarge ? 60 : 0).Run(cancellationToken));
                }

                return 0;
            }
            catch (Exception exception) when (exception is DatasetException or IOException or UnauthorizedAccessException)
            {
                await Console.Error.WriteLineAsync($"bench similarity: {exception.Message}");
                return 1;
            }
        });
        return command;
    }

    private static void Print(IEnumerable<SimilarityFigure> figures)
    {
        var table = new Table();
        foreach (var column in (string[])["data", "measure", "seconds", "processor seconds", "target", "million pairs/s", "lists", "MB in Redis", "MB held at most"])
            table.AddColumn(new TableColumn(column) { Alignment = column is "data" or "measure" ? Justify.Left : Justify.Right });
        foreach (var figure in figures)
        {
            string Text(FormattableString text) => Markup.Escape(text.ToString(CultureInfo.InvariantCulture));
            Console.WriteLine(Text($"{figure.Data}, {figure.Measure}: {figure.Seconds:f2} s"));
            table.AddRow(
                figure.Data,
                figure.Measure,
                Text($"{figure.Seconds:f2}"),
                Text($"{figure.ProcessorSeconds:f2}"),
                figure.Target > 0 ? Text($"{figure.Target:g3}") : "-",
                Text($"{figure.Pairs / figure.Seconds / 1e6:f0}"),
                Text($"{figure.Lists:n0}"),
                Text($"{figure.Bytes / 1e6:f1}"),
                Text($"{figure.Megabytes:f0}"));
        }

        AnsiConsole.Write(table);
    }
}
