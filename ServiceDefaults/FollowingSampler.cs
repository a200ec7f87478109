using System.Diagnostics;
using OpenTelemetry.Trace;

namespace MovieMesh.ServiceDefaults;

/// <summary>Records what belongs to a recorded trace, be it by its parent or by a link: a batch is recorded when one of its messages is. Asks another sampler about beginnings.</summary>
internal sealed class FollowingSampler(Sampler roots) : Sampler
{
    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters)
    {
        var hasLinks = false;
        foreach (var link in samplingParameters.Links ?? [])
        {
            hasLinks = true;
            if (IsRecorded(link.Context))
            {
                return new(SamplingDecision.RecordAndSample);
            }
        }

        if (samplingParameters.ParentContext.TraceId == default && !hasLinks)
        {
            return roots.ShouldSample(samplingParameters);
        }

        return new(IsRecorded(samplingParameters.ParentContext) ? SamplingDecision.RecordAndSample : SamplingDecision.Drop);
    }

    private static bool IsRecorded(ActivityContext context) => context.TraceFlags.HasFlag(ActivityTraceFlags.Recorded);
}
