using System.Globalization;

namespace MovieMesh.WebUI.Components.Charts;

/// <summary>Places values between the two ends of an axis, linearly or by their logarithms, and labels round values.</summary>
public sealed class Axis
{
    private readonly double _from;
    private readonly double _to;
    private readonly bool _isLogarithmic;

    private Axis(double from, double to, bool isLogarithmic, Func<Axis, IEnumerable<Tick>> label)
    {
        (_from, _to, _isLogarithmic) = (from, to, isLogarithmic);
        Ticks = [.. label(this)];
    }

    public IReadOnlyList<Tick> Ticks { get; }

    /// <summary>From the round value at or below the least to the one at or above the greatest.</summary>
    public static Axis Linear(double least, double greatest, string? format = null, int intervals = 5)
    {
        var step = RoundStep((greatest - least) / intervals);
        var (from, to) = (Math.Floor(least / step) * step, Math.Max(Math.Ceiling(greatest / step), Math.Floor(least / step) + 1) * step);
        return new(from, to, false, axis => Enumerable.Range(0, (int)Math.Round((to - from) / step) + 1).Select(i => from + (i * step))
            .Select(value => new Tick(axis.At(value), format is null ? Abridge(value) : value.ToString(format, CultureInfo.InvariantCulture))));
    }

    /// <summary>From 1 to the first power of ten, or twice or five times one, at or above the greatest.</summary>
    public static Axis Logarithmic(double greatest)
    {
        var to = 1.0;
        while (to < greatest)
        {
            to = Next(to);
        }

        to = Math.Max(to, 10);
        return new(0, Math.Log10(to), true, axis => Enumerable.Range(0, 10).Select(power => Math.Pow(10, power)).TakeWhile(value => value <= to).Select(value => new Tick(axis.At(value), Abridge(value))));
    }

    /// <summary>Whole years, labelled at round ones.</summary>
    public static Axis Years(int first, int last)
    {
        var step = (int)Math.Max(1, RoundStep((last - first + 1) / 7.0));
        return new(first - 0.5, last + 0.5, false, axis => Enumerable.Range(first, last - first + 1).Where(year => year % step == 0)
            .Select(year => new Tick(axis.At(year), year.ToString(CultureInfo.InvariantCulture))));
    }

    /// <summary>One place of equal width for each label.</summary>
    public static Axis Labels(IReadOnlyList<string> labels) =>
        new(-0.5, labels.Count - 0.5, false, axis => labels.Select((label, i) => new Tick(axis.At(i), label)));

    public double At(double value) => ((_isLogarithmic ? Math.Log10(value) : value) - _from) / (_to - _from);

    /// <summary>A count in few letters: 950, 12k, 1.5M.</summary>
    public static string Abridge(double value) => Math.Abs(value) switch
    {
        < 10_000 => value.ToString("#,0.###", CultureInfo.InvariantCulture),
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{value / 1_000:0.#}k"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value / 1_000_000:0.#}M"),
    };

    private static double RoundStep(double step)
    {
        if (step <= 0)
        {
            return 1;
        }

        var power = Math.Pow(10, Math.Floor(Math.Log10(step)));
        return (step / power) switch
        {
            <= 1 => power,
            <= 2 => 2 * power,
            <= 5 => 5 * power,
            _ => 10 * power,
        };
    }

    private static double Next(double value) => Math.Round(value / Math.Pow(10, Math.Floor(Math.Log10(value)))) == 2 ? value * 2.5 : value * 2;
}
