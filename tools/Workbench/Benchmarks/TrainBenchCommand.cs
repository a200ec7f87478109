using System.CommandLine;
using System.Globalization;
using MovieMesh.Datasets;
using Spectre.Console;

namespace MovieMesh.Workbench.Benchmarks;

/// <summary><c>bench train</c>: how long trainings and lists take, and how much of the machine they use.</summary>
internal static class TrainBenchCommand
{
    public static Command Create()
    {
        var data = new Option<string?>("--data") { Description = "A data set for the large measurements: a zip or a folder. Default: made up, see --shape." };
        var shape = new Option<string>("--shape") { Description = "How large the made-up data set is.", DefaultValueFactory = _ => GeneratorShape.Ml25m.Name };
        shape.AcceptOnlyFromAmong([.. GeneratorShape.All.Select(one => one.Name)]);
        var small = new Option<string?>("--small") { Description = "A data set for the small measurements. Default: MOVIEMESH_DATA of the environment, or made up as large as ml-latest-small." };
        var only = new Option<string?>("--only") { Description = $"Which to measure, separated by commas: {string.Join(", ", TrainBench.Groups)}. Default: all." };
        var repeat = new Option<int>("--repeat") { Description = "Take the best of so many times.", DefaultValueFactory = _ => 3 };
        var export = new Option<DirectoryInfo?>("--export") { Description = "A folder to write the rows of the explicit factorizations to, as 'user item stars' (train.txt, test.txt), for other programs to be measured on." };
        var command = new Command("train", "Measures trainings and recommendation lists, and the share of the machine's peak that they reach.") { data, shape, small, only, repeat, export };
        command.SetAction(async (result, cancellationToken) =>
        {
            var groups = result.GetValue(only)?.Split(',', StringSplitOptions.TrimEntries) ?? TrainBench.Groups;
            if (groups.Except(TrainBench.Groups, StringComparer.Ordinal).FirstOrDefault() is { } unknown)
            {
                await Console.Error.WriteLineAsync($"bench train: there is nothing called '{unknown}' to measure; there are: {string.Join(", ", TrainBench.Groups)}.");
                return 1;
            }

            try
            {
                var bench = new TrainBench(
                    result.GetValue(data),
                    GeneratorShape.All.Single(one => one.Name == result.GetValue(shape)),
                    result.GetValue(small) ?? Environment.GetEnvironmentVariable("MOVIEMESH_DATA"),
                    Math.Max(1, result.GetValue(repeat)),
                    result.GetValue(export));
                var peak = MachinePeak.Measure();
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Environment.ProcessorCount} processors; dense multiply {peak.Flops / 1e9:f0} GFLOP/s, triad {peak.Bandwidth / 1e9:f1} GB/s; best of {Math.Max(1, result.GetValue(repeat))}; targets are for two cores with AVX-512."));
                var figures = new List<BenchFigure>();
                await foreach (var figure in bench.RunAsync(groups, cancellationToken))
                {
                    figures.Add(figure);
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{figure.Work}: {figure.Seconds:g3} s {figure.Remark}"));
                }

                Print(figures, peak);
                return 0;
            }
            catch (Exception exception) when (exception is DatasetException or IOException or UnauthorizedAccessException)
            {
                await Console.Error.WriteLineAsync($"bench train: {exception.Message}");
                return 1;
            }
        });
        return command;
    }

    private static void Print(List<BenchFigure> figures, MachinePeak peak)
    {
        var table = new Table();
        foreach (var column in (string[])["work", "seconds", "target", "GFLOP/s", "of peak", "GB/s", "of triad", "remark"])
            table.AddColumn(new TableColumn(column) { Alignment = column is "work" or "remark" ? Justify.Left : Justify.Right });
        foreach (var figure in figures)
        {
            var (flops, bandwidth) = (figure.Flops / figure.Seconds, figure.Bytes / figure.Seconds);
            table.AddRow([.. new[]
            {
                figure.Work,
                string.Create(CultureInfo.InvariantCulture, $"{figure.Seconds:g3}"),
                figure.Target > 0 ? string.Create(CultureInfo.InvariantCulture, $"{figure.Target:g3}") : "-",
                figure.Flops > 0 ? string.Create(CultureInfo.InvariantCulture, $"{flops / 1e9:f1}") : "-",
                figure.Flops > 0 ? string.Create(CultureInfo.InvariantCulture, $"{100 * flops / peak.Flops:f0} %") : "-",
                figure.Bytes > 0 ? string.Create(CultureInfo.InvariantCulture, $"{bandwidth / 1e9:f1}") : "-",
                figure.Bytes > 0 ? string.Create(CultureInfo.InvariantCulture, $"{100 * bandwidth / peak.Bandwidth:f0} %") : "-",
                figure.Remark,
            }.Select(Markup.Escape)]);
        }

        AnsiConsole.Write(table);
    }
}
