using System.Globalization;
using Spectre.Console;

namespace MovieMesh.Workbench.Evaluation;

/// <summary>The figures of <see cref="SimilarEvaluation"/> as a table.</summary>
internal static class SimilarTables
{
    private const int Accuracies = 5;

    public static void Print(IAnsiConsole console, string dataset, Measure measure, IReadOnlyList<SimilarFigures> rows)
    {
        var (columns, cells) = (Columns(measure.K), rows.Select(Cells).ToArray());
        console.Write(Table($"{dataset}, lists of similar films", ..Accuracies));
        console.Write(Table("what the lists hold", Accuracies..));
        console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"One film that a user gave {measure.Threshold} stars or more, and the others in its list. rare: gain 1/√(ratings + 1); few: given films of fewer than 10 ratings."));

        Table Table(string title, Range range)
        {
            var table = new Table { Border = TableBorder.Rounded }.Title(Markup.Escape(title)).AddColumn(new TableColumn("measure").NoWrap());
            foreach (var column in columns[range])
                table.AddColumn(new TableColumn(Markup.Escape(column)).RightAligned().NoWrap());
            for (var i = 0; i < rows.Count; i++)
                table.AddRow([Markup.Escape(rows[i].Measure), .. cells[i][range]]);
            return table;
        }
    }

    /// <summary>The same in Markdown.</summary>
    public static string ToMarkdown(int k, IReadOnlyList<SimilarFigures> rows) => string.Join(
        '\n',
        [
            $"| measure | {string.Join(" | ", Columns(k))} |",
            $"|---|{string.Concat(Columns(k).Select(_ => "---:|"))}",
            .. rows.Select(row => $"| {row.Measure} | {string.Join(" | ", Cells(row))} |"),
            string.Empty,
        ]);

    private static string[] Columns(int k) => [$"NDCG@{k}", "rare", "few", $"hit@{k}", $"MRR@{k}", "listed %", "cover %", "ratings", "novelty"];

    private static string[] Cells(SimilarFigures row) =>
    [
        Text(row.Ndcg, 4), Text(row.NdcgOfRare, 4), Text(row.NdcgForRare, 4), Text(row.Hit, 3), Text(row.Mrr, 3), Text(100 * row.Listed, 1), Text(100 * row.Coverage, 1), Text(row.MeanRatings, 0),
        Text(row.Novelty, 2),
    ];

    private static string Text(double? figure, int digits) => figure is { } known ? known.ToString($"f{digits}", CultureInfo.InvariantCulture) : "–";
}
