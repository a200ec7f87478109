using System.Globalization;
using Microsoft.Extensions.Configuration;
using OpenTelemetry.Trace;

namespace MovieMesh.ServiceDefaults;

/// <summary>The sampler that <c>OTEL_TRACES_SAMPLER</c> and <c>OTEL_TRACES_SAMPLER_ARG</c> name; those that are parent-based follow links too.</summary>
internal static class Samplers
{
    private const string Variable = "OTEL_TRACES_SAMPLER";
    private const string RatioVariable = "OTEL_TRACES_SAMPLER_ARG";

    /// <exception cref="InvalidOperationException">There is no such sampler, or its ratio is none.</exception>
    public static Sampler Create(IConfiguration configuration, TelemetryOptions options, TimeProvider time) => configuration[Variable] switch
    {
        null or "" => new FollowingSampler(new FewRootsSampler(options.TracesPerSecond, time)),
        "always_on" => new AlwaysOnSampler(),
        "always_off" => new AlwaysOffSampler(),
        "traceidratio" => new TraceIdRatioBasedSampler(Ratio(configuration)),
        "parentbased_always_on" => new FollowingSampler(new AlwaysOnSampler()),
        "parentbased_always_off" => new FollowingSampler(new AlwaysOffSampler()),
        "parentbased_traceidratio" => new FollowingSampler(new TraceIdRatioBasedSampler(Ratio(configuration))),
        var other => throw new InvalidOperationException(
            $"{Variable} is '{other}'; it must be always_on, always_off, traceidratio, or one of these with parentbased_ before it."),
    };

    private static double Ratio(IConfiguration configuration) =>
        configuration[RatioVariable] is not { Length: > 0 } text ? 1
        : double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var ratio) && ratio is >= 0 and <= 1 ? ratio
        : throw new InvalidOperationException($"{RatioVariable} is '{text}'; it must be a number from 0 to 1.");
}
