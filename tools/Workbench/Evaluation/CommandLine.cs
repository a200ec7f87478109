using System.Globalization;

namespace MovieMesh.Workbench.Evaluation;

/// <summary>The command that leads to figures again.</summary>
internal static class CommandLine
{
    public static string Of(EvaluationRequest request, string algorithm, IEnumerable<string> settings)
    {
        var words = new List<string> { "./mesh", "evaluate", "--data", Quoted(request.Data!), "--algorithm", algorithm, "--protocol", request.Protocol, "--seed", Text(request.Seed) };
        if (request.Folds is { } folds)
            words.AddRange(["--folds", Text(folds)]);
        words.AddRange(["--k", Text(request.Measure.K), "--threshold", Text(request.Measure.Threshold)]);
        if (request.Measure.PositivesOnly)
            words.Add("--positives-only");
        if (request.Measure.Caution is { } caution)
            words.AddRange(["--caution", Text(caution)]);
        foreach (var setting in settings)
            words.AddRange(["--set", Quoted(setting)]);
        return string.Join(' ', words);
    }

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);

    private static string Quoted(string word) =>
        word.All(c => char.IsAsciiLetterOrDigit(c) || "/._-=:+,~".Contains(c, StringComparison.Ordinal)) ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
