using System.Globalization;
using Spectre.Console;

namespace MovieMesh.Workbench.Evaluation;

/// <summary>Figures of newcomers as tables: a row for each algorithm, a column for each number of ratings that users are known by.</summary>
internal static class NewcomerTables
{
    private static readonly (string Name, Func<NewcomerFigures, double> Figure, string Format)[] Measures =
    [
        ("NDCG", figures => figures.Ndcg, "f4"),
        ("recall@20", figures => figures.Recall, "f4"),
        ("next liked film in the list", figures => figures.NextHit, "f4"),
        ("sameness", figures => figures.Sameness, "f3"),
        ("coverage %", figures => 100 * figures.Coverage, "f1"),
    ];

    public static void Print(IAnsiConsole console, string dataset, IReadOnlyList<NewcomerFigures> rows)
    {
        foreach (var (source, name, format, ofMeasure) in Tables(rows))
        {
            var table = new Table { Border = TableBorder.Rounded }.Title(Markup.Escape($"{dataset}, {source}: {name}")).AddColumn(new TableColumn("algorithm").NoWrap());
            foreach (var known in Newcomers.Steps)
                table.AddColumn(new TableColumn(Known(known)).RightAligned().NoWrap());
            foreach (var algorithm in ofMeasure)
                table.AddRow([Markup.Escape(algorithm.Key), .. Newcomers.Steps.Select(known => Text(algorithm.Value.GetValueOrDefault(known, double.NaN), format))]);
            console.Write(table);
        }

        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rows.Max(row => row.Users):n0} users held out whole; a list should hold what they liked besides the ratings given."));
    }

    public static string ToMarkdown(string command, IReadOnlyList<NewcomerFigures> rows)
    {
        var lines = new List<string> { $"`{command}`" };
        foreach (var (source, name, format, ofMeasure) in Tables(rows))
        {
            lines.AddRange(["", $"| {name}, {source} | {string.Join(" | ", Newcomers.Steps.Select(Known))} |", $"|---|{string.Concat(Newcomers.Steps.Select(_ => "---:|"))}"]);
            lines.AddRange(ofMeasure.Select(algorithm =>
                $"| {algorithm.Key} | {string.Join(" | ", Newcomers.Steps.Select(known => Text(algorithm.Value.GetValueOrDefault(known, double.NaN), format)))} |"));
        }

        return string.Join('\n', lines) + '\n';
    }

    private static IEnumerable<(string Source, string Name, string Format, IReadOnlyList<KeyValuePair<string, Dictionary<int, double>>> ByAlgorithm)> Tables(
        IReadOnlyList<NewcomerFigures> rows) =>
        from source in rows.GroupBy(row => row.ByStarter)
        from measure in Measures
        select (
            source.Key ? "known by the starter's ratings" : "known by their earliest ratings",
            measure.Name,
            measure.Format,
            (IReadOnlyList<KeyValuePair<string, Dictionary<int, double>>>)
            [
                .. source.GroupBy(row => row.Algorithm).Select(algorithm =>
                    KeyValuePair.Create(algorithm.Key, algorithm.ToDictionary(row => row.Known, measure.Figure))),
            ]);

    private static string Known(int known) => known == 1 ? "1 rating" : string.Create(CultureInfo.InvariantCulture, $"{known}");

    private static string Text(double figure, string format) => double.IsNaN(figure) ? "–" : figure.ToString(format, CultureInfo.InvariantCulture);
}
