using System.Globalization;

namespace MovieMesh.Workbench.Evaluation;

/// <summary>The command that leads to figures again; what it need not say, being the default, it leaves out.</summary>
internal static class CommandLine
{
    public static string Of(EvaluationRequest request, string algorithm, IEnumerable<string> settings)
    {
        var words = new List<string> { "./mesh", "evaluate" };
        if (request.Data != Environment.GetEnvironmentVariable("MOVIEMESH_DATA"))
            words.AddRange(["--data", Quoted(request.Data!)]);
        words.AddRange(["--algorithm", algorithm, "--protocol", request.Protocol]);
        if (request.Seed != EvaluationRequest.DefaultSeed)
            words.AddRange(["--seed", Text(request.Seed)]);
        if (request.Folds is { } folds)
            words.AddRange(["--folds", Text(folds)]);
        if (request.Measure.K != Measure.DefaultK)
            words.AddRange(["--k", Text(request.Measure.K)]);
        if (Math.Abs(request.Measure.Threshold - Measure.DefaultThreshold) > 0)
            words.AddRange(["--threshold", Text(request.Measure.Threshold)]);
        if (request.Measure.PositivesOnly)
            words.Add("--positives-only");
        if (request.Measure.Caution is { } caution)
            words.AddRange(["--caution", Text(caution)]);
        if (request.Vary is { } vary)
            words.AddRange(["--vary", Quoted(vary)]);
        foreach (var setting in settings)
            words.AddRange(["--set", Quoted(setting)]);
        return string.Join(' ', words);
    }

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);

    private static string Quoted(string word) =>
        word.All(c => char.IsAsciiLetterOrDigit(c) || "/._-=:+,~".Contains(c, StringComparison.Ordinal)) ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
