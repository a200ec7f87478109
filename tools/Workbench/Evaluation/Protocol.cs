using System.Globalization;
using System.Text.RegularExpressions;
using MovieMesh.Recommenders;
using MovieMesh.Recommenders.Evaluation;

namespace MovieMesh.Workbench.Evaluation;

/// <summary>How ratings are split, once or into folds; and how the training part of a split is split again, the same way, to validate settings on.</summary>
internal sealed partial record Protocol
{
    private const double ValidationShareOfShippedSplit = 0.2;

    private readonly Func<EvaluationData, int, HoldOut> _split;
    private readonly Func<Rating[], int, HoldOut> _validate;

    private Protocol(string text, IReadOnlyList<string> folds, Func<EvaluationData, int, HoldOut> split, Func<Rating[], int, HoldOut> validate) =>
        (Text, Folds, _split, _validate) = (text, folds, split, validate);

    public static string Help =>
        "random:90/10 (a tenth at random), hash-folds:5 (each fifth in turn, the same on any machine), u1 to u5 or u1-u5 (where the data set ships them), "
        + "leave-last:5 (the last 5 of each user by time), strong:100-users (users held out whole; 80 % of their ratings given to fold them in).";

    public string Text { get; }

    /// <summary>The folds' names; one for a single split.</summary>
    public IReadOnlyList<string> Folds { get; private init; }

    public static Protocol Parse(string text, ulong seed)
    {
        if (RandomPattern().Match(text) is { Success: true } random && Number(random, "training") is > 0 and var training && Number(random, "heldOut") is > 0 and var heldOut)
        {
            var share = (double)heldOut / (training + heldOut);
            return new Protocol(Seeded(text, seed), [text], (data, _) => Splits.Random(data.Ratings, share, seed), (ratings, round) => Splits.Random(ratings, share, ValidationSeed(seed, round)));
        }

        if (HashFoldsPattern().Match(text) is { Success: true } hash && Number(hash, "folds") is >= 2 and <= 100 and var folds)
        {
            return new Protocol(
                text,
                [.. Enumerable.Range(0, folds).Select(fold => fold.ToString(CultureInfo.InvariantCulture))],
                (data, fold) => Splits.HashFold(data.Ratings, fold, folds),
                (ratings, round) => Splits.Random(ratings, 1.0 / folds, ValidationSeed(seed, round)));
        }

        if (ShippedPattern().Match(text) is { Success: true } shipped)
        {
            var first = shipped.Groups["first"].Value[0];
            var last = shipped.Groups["last"] is { Success: true } to ? to.Value[0] : first;
            string[] names = [.. Enumerable.Range(first, Math.Max(0, last - first + 1)).Select(name => $"u{(char)name}")];
            if (names.Length > 0 && char.IsAsciiDigit(first) == char.IsAsciiDigit(last))
            {
                return new Protocol(
                    text,
                    names,
                    (data, fold) => data.ReadSplit(names[fold]),
                    (ratings, round) => Splits.Random(ratings, ValidationShareOfShippedSplit, ValidationSeed(seed, round)));
            }
        }

        if (LeaveLastPattern().Match(text) is { Success: true } leave && Number(leave, "count") is > 0 and var count)
        {
            // Each round of validation looks further back.
            HoldOut Before(Rating[] ratings, int round) => Splits.LeaveLast(round == 0 ? ratings : Before(ratings, round - 1).Training, count);
            return new Protocol(text, [text], (data, _) => Splits.LeaveLast(data.Ratings, count), Before);
        }

        if (StrongPattern().Match(text) is { Success: true } strong && Number(strong, "users") is > 0 and var users)
            return new Protocol(Seeded(text, seed), [text], (data, _) => Splits.Strong(data.Ratings, users, seed), (ratings, round) => Splits.Strong(ratings, users, ValidationSeed(seed, round)));

        throw new EvaluationException($"'{text}' is no protocol. There are: {Help}");
    }

    /// <summary>The same with its first folds alone.</summary>
    public Protocol WithFolds(int count) => this with { Folds = [.. Folds.Take(count)] };

    public HoldOut Split(EvaluationData data, int fold) => _split(data, fold);

    /// <summary>Splits what may be learned from once more, another way in each round.</summary>
    public HoldOut Validation(Rating[] training, int round) => _validate(training, round);

    public override string ToString() => Text;

    private static string Seeded(string text, ulong seed) => string.Create(CultureInfo.InvariantCulture, $"{text}, seed {seed}");

    // Far from any seed that one would choose for the split itself.
    private static ulong ValidationSeed(ulong seed, int round) => seed + 0x5EED_0000_0001 + (ulong)round;

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^random:(?<training>\d{1,6})/(?<heldOut>\d{1,6})$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex RandomPattern();

    [GeneratedRegex(@"^hash-folds:(?<folds>\d{1,6})$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex HashFoldsPattern();

    [GeneratedRegex(@"^u(?<first>[1-9ab])(-u(?<last>[1-9ab]))?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ShippedPattern();

    [GeneratedRegex(@"^leave-last:(?<count>\d{1,6})$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex LeaveLastPattern();

    [GeneratedRegex(@"^strong:(?<users>\d{1,8})-users$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex StrongPattern();
}
