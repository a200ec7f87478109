using System.Globalization;
using Spectre.Console;

namespace MovieMesh.Workbench.Evaluation;

/// <summary>Figures as tables of no more than a hundred columns of text.</summary>
internal static class FiguresTables
{
    private const int ManyAlgorithms = 5;

    public static void Print(IAnsiConsole console, IReadOnlyList<EvaluationFigures> rows)
    {
        var first = rows[0];
        var at = string.Create(CultureInfo.InvariantCulture, $"@{first.K}");
        console.Write(Table(
            $"{first.Dataset}, {first.Protocol}{(first.PositivesOnly ? string.Create(CultureInfo.InvariantCulture, $", trained on ratings of {first.Threshold} or more alone") : "")}",
            rows,
            ("RMSE", row => Text(row.Rmse, 4)),
            ("MAE", row => Text(row.Mae, 4)),
            ($"P{at}", row => Text(row.Precision, 4)),
            ($"R{at}", row => Text(row.Recall, 4)),
            ($"NDCG{at}", row => Text(row.Ndcg, 4)),
            ($"MAP{at}", row => Text(row.Map, 4)),
            ($"MRR{at}", row => Text(row.Mrr, 4))));
        console.Write(Table(
            "lists and cost",
            rows,
            ("cover %", row => Text(100 * row.Coverage, 1)),
            ("novelty", row => Text(row.Novelty, 2)),
            ("diversity", row => Text(row.Diversity, 3)),
            ("fit s", row => Text(row.FitSeconds, 2)),
            ("predict s", row => Text(row.PredictSeconds, 2)),
            ("rank s", row => Text(row.RankSeconds, 2)),
            ("peak MB", row => Text(row.PeakMegabytes, 0))));
        foreach (var few in first.Folds.Count > 1 ? rows.Chunk(ManyAlgorithms) : [])
            console.Write(ByFold(few));
        console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{first.HeldOut:n0} ratings held out, {first.RankedUsers:n0} lists; relevant: held-out ratings of {first.Threshold} or more."));
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

    private static Table Table(string title, IReadOnlyList<EvaluationFigures> rows, params (string Name, Func<EvaluationFigures, string> Text)[] columns)
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

    private static string Text(double? figure, int digits) => figure is { } known ? known.ToString($"f{digits}", CultureInfo.InvariantCulture) : "–";
}
