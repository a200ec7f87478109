using System.Globalization;
using System.Text.RegularExpressions;
using MovieMesh.Recommenders;
using MovieMesh.Recommenders.Evaluation;

namespace MovieMesh.Workbench.Evaluation;

/// <summary>How ratings are split, once or into folds: <c>random:90/10</c> or <c>hash-folds:5</c>.</summary>
internal sealed partial record Protocol(string Text, ulong Seed, int Folds, double HeldOutFraction)
{
    public bool IsRandom => HeldOutFraction > 0;

    public static Protocol Parse(string text, ulong seed)
    {
        if (RandomPattern().Match(text) is { Success: true } random)
        {
            var (training, heldOut) = (Number(random, "training"), Number(random, "heldOut"));
            if (training > 0 && heldOut > 0)
                return new Protocol(text, seed, Folds: 1, (double)heldOut / (training + heldOut));
        }
        else if (HashFoldsPattern().Match(text) is { Success: true } folds && Number(folds, "folds") is >= 2 and <= 100)
        {
            return new Protocol(text, seed, Number(folds, "folds"), HeldOutFraction: 0);
        }

        throw new EvaluationException($"'{text}' is no protocol: random:90/10 holds a tenth out at random, hash-folds:5 (2 to 100) holds each fifth out in turn.");
    }

    public HoldOut Split(Rating[] ratings, int fold) => IsRandom ? Splits.Random(ratings, HeldOutFraction, Seed) : Splits.HashFold(ratings, fold, Folds);

    public override string ToString() => IsRandom ? string.Create(CultureInfo.InvariantCulture, $"{Text}, seed {Seed}") : Text;

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^random:(?<training>\d{1,6})/(?<heldOut>\d{1,6})$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex RandomPattern();

    [GeneratedRegex(@"^hash-folds:(?<folds>\d{1,6})$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex HashFoldsPattern();
}
