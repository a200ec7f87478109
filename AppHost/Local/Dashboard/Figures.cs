using System.Globalization;

namespace MovieMesh.AppHost.Local.Dashboard;

/// <summary>Numbers and times as people read them.</summary>
internal static class Figures
{
    private static readonly (double Size, string Name)[] Seconds = [(60, "min"), (1, "s"), (1e-3, "ms"), (1e-6, "µs")];
    private static readonly (double Size, string Name)[] Bytes = [(1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB"), (1, "B")];
    private static readonly (double Size, string Name)[] Numbers = [(1e9, "G"), (1e6, "M"), (1e3, "k"), (1, "")];

    public static string Of(TimeSpan duration) => Of(duration.TotalSeconds, "s");

    /// <summary>A value with its unit, which is one of UCUM as OpenTelemetry has them.</summary>
    public static string Of(double value, string unit) => unit switch
    {
        "s" => Scaled(value, Seconds),
        "ms" => Scaled(value / 1e3, Seconds),
        "By" => Scaled(value, Bytes),
        _ => Scaled(value, Numbers) + Named(unit),
    };

    public static string Rate(double perSecond, string unit) => unit switch
    {
        "s" => $"{Short(perSecond)} s/s",
        "By" => $"{Scaled(perSecond, Bytes)}/s",
        _ => $"{Scaled(perSecond, Numbers)}{Named(unit)}/s",
    };

    public static string Clock(DateTimeOffset time) => time.ToLocalTime().ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);

    public static string ShortClock(DateTimeOffset time) => time.ToLocalTime().ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Scaled(double value, (double Size, string Name)[] scales)
    {
        if (value == 0)
        {
            return $"0 {scales.First(scale => scale.Size == 1).Name}".TrimEnd();
        }

        var (size, name) = scales.FirstOrDefault(scale => Math.Abs(value) >= scale.Size, scales[^1]);
        return $"{Short(value / size)} {name}".TrimEnd();
    }

    private static string Short(double value) => value.ToString(Math.Abs(value) switch { >= 100 => "F0", >= 10 => "0.#", >= 0.01 or 0 => "0.##", _ => "0.##e0" }, CultureInfo.InvariantCulture);

    private static string Named(string unit) => unit is "" or "1" ? "" : $" {unit.Trim('{', '}')}";
}
