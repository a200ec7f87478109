using System.Globalization;
using Spectre.Console;

namespace MovieMesh.Workbench.Evaluation;

/// <summary>Figures as tables of no more than a hundred columns of text.</summary>
internal static class FiguresTables
{
    private const int ManyAlgorithms = 5;

    private static readonly Column[] CostColumns =
    [
        new("cover %", row => Text(100 * row.Coverage, 1)),
        new("novelty", row => Text(row.Novelty, 2)),
        new("diversity", row => Text(row.Diversity, 3)),
        new("fit s", row => Text(row.FitSeconds, 2)),
        new("predict s", row => Text(row.PredictSeconds, 2)),
        new("rank s", row => Text(row.RankSeconds, 2)),
        new("peak MB", row => Text(row.PeakMegabytes, 0)),
    ];

    public static void Print(IAnsiConsole console, IReadOnlyList<EvaluationFigures> rows)
    {
        var first = rows[0];
        console.Write(Table(Title(first), rows, AccuracyColumns(first.K)));
        console.Write(Table("lists and cost", rows, CostColumns));
        foreach (var few in first.Folds.Count > 1 ? rows.Chunk(ManyAlgorithms) : [])
            console.Write(ByFold(few));
        console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{first.HeldOut:n0} ratings held out, {first.RankedUsers:n0} lists; relevant: held-out ratings of {first.Threshold} or more."));
    }

    /// <summary>The same as one table in Markdown, without times and memory, which differ from run to run.</summary>
    public static string ToMarkdown(string command, IReadOnlyList<EvaluationFigures> rows)
    {
        Column[] columns = [.. AccuracyColumns(rows[0].K), .. CostColumns.Take(3)];
        var lines = new List<string>
        {
            $"{Title(rows[0])}: `{command}`",
            string.Empty,
            $"| algorithm | {string.Join(" | ", columns.Select(column => column.Name))} |",
            $"|---|{string.Concat(columns.Select(_ => "---:|"))}",
        };
        lines.AddRange(rows.Select(row => $"| {row.Algorithm} | {string.Join(" | ", columns.Select(column => column.Text(row)))} |"));
        return string.Join('\n', lines) + '\n';
    }

    private static Table ByFold(EvaluationFigures[] rows)
    {
        var table = NewTable("fold by fold: RMSE / NDCG", "fold", [.. rows.Select(row => row.Algorithm)]);
        for (var fold = 0; fold < rows[0].Folds.Count; fold++)
        {
            var figures = rows.Select(row => row.Folds[fold]);
            table.AddRow([Markup.Escape(rows[0].Folds[fold].Fold), .. figures.Select(figure => $"{Text(figure.Rmse, 4)} / {Text(figure.Ndcg, 4)}")]);
        }

        return table;
    }

    private static Table Table(string title, IReadOnlyList<EvaluationFigures> rows, IReadOnlyList<Column> columns)
    {
        var table = NewTable(title, "algorithm", [.. columns.Select(column => column.Name)]);
        foreach (var row in rows)
            table.AddRow([Markup.Escape(row.Algorithm), .. columns.Select(column => column.Text(row))]);
        return table;
    }

    private static Table NewTable(string title, string first, IReadOnlyList<string> others)
    {
        var table = new Table { Border = TableBorder.Rounded }.Title(Markup.Escape(title)).AddColumn(new TableColumn(first).NoWrap());
        foreach (var column in others)
            table.AddColumn(new TableColumn(Markup.Escape(column)).RightAligned().NoWrap());
        return table;
    }

    private static string Title(EvaluationFigures row) =>
        $"{row.Dataset}, {row.Protocol}{(row.PositivesOnly ? string.Create(CultureInfo.InvariantCulture, $", trained on ratings of {row.Threshold} or more alone") : "")}";

    private static Column[] AccuracyColumns(int k) =>
    [
        new("RMSE", row => Text(row.Rmse, 4)),
        new("MAE", row => Text(row.Mae, 4)),
        new($"P@{k}", row => Text(row.Precision, 4)),
        new($"R@{k}", row => Text(row.Recall, 4)),
        new($"NDCG@{k}", row => Text(row.Ndcg, 4)),
        new($"MAP@{k}", row => Text(row.Map, 4)),
        new($"MRR@{k}", row => Text(row.Mrr, 4)),
    ];

    private static string Text(double? figure, int digits) => figure is { } known ? known.ToString($"f{digits}", CultureInfo.InvariantCulture) : "–";

    private sealed record Column(string Name, Func<EvaluationFigures, string> Text);
}
