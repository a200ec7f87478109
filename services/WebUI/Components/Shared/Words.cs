using System.Globalization;
using MovieMesh.Contracts.Api;

namespace MovieMesh.WebUI.Components.Shared;

/// <summary>Figures and times as every page words them.</summary>
internal static class Words
{
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    public static string Count(long count, string one, string many) => $"{Count(count)} {(count == 1 ? one : many)}";

    public static string Stars(double stars) => stars.ToString("0.0", CultureInfo.InvariantCulture);

    public static string TwoDigits(double figure) => figure.ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary>A mean of stars with two digits, or a dash where nobody rated.</summary>
    public static string Mean(double? stars) => stars is { } known ? TwoDigits(known) : "–";

    /// <summary>Stars that were given, in half steps: <c>4</c>, <c>3½</c>, <c>½</c>.</summary>
    public static string HalfStars(float stars)
    {
        var whole = (int)stars;
        var half = stars > whole ? "½" : "";
        return whole == 0 && half.Length > 0 ? half : string.Create(CultureInfo.InvariantCulture, $"{whole}{half}");
    }

    public static string Rmse(double rmse) => rmse.ToString("0.0000", CultureInfo.InvariantCulture);

    public static string Ndcg(double ndcg) => ndcg.ToString("0.000", CultureInfo.InvariantCulture);

    public static string Date(DateTimeOffset at) => at.ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    public static string Moment(DateTimeOffset at) => at.ToString("d MMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);

    public static string Duration(TimeSpan duration) =>
        duration.TotalMinutes >= 1
            ? string.Create(CultureInfo.InvariantCulture, $"{(int)duration.TotalMinutes} min {duration.Seconds} s")
            : string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:0.0} s");

    /// <summary>The algorithm of a run; of a pair both parts, without their settings.</summary>
    public static string Algorithm(ModelRun run) => run is { Ranker: { } ranker, Stars: { } stars } ? $"{run.Algorithm}: {Bare(ranker)} + {Bare(stars)}" : run.Algorithm;

    /// <summary>The name of a part without its settings: <c>als</c> of <c>als(factors=8)</c>.</summary>
    public static string Bare(string part) => part.Split('(')[0];

    public static string Share(double fraction) => fraction.ToString("0 %", CultureInfo.InvariantCulture);
}
