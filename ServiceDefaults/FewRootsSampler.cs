using System.Diagnostics;
using OpenTelemetry.Trace;

namespace MovieMesh.ServiceDefaults;

/// <summary>Records all traces while there are few, and no more than so many a second when there are many: whoever tries something out sees it, and a flood costs next to nothing.</summary>
/// <remarks>A call to a store or broker that nothing led to is a look whether all is well, of which there are many: it is no trace.</remarks>
internal sealed class FewRootsSampler(double perSecond, TimeProvider time) : Sampler
{
    private readonly Lock _lock = new();
    private readonly double _most = Math.Max(1, perSecond);
    private double _used;
    private long _last;

    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters)
    {
        if (samplingParameters.Kind == ActivityKind.Client && !samplingParameters.Name.StartsWith("System.Net.Http", StringComparison.Ordinal))
        {
            return new(SamplingDecision.Drop);
        }

        lock (_lock)
        {
            var now = time.GetTimestamp();
            _used = Math.Max(0, _used - (time.GetElapsedTime(_last, now).TotalSeconds * perSecond));
            _last = now;
            if (perSecond == 0 || _used + 1 > _most)
            {
                return new(SamplingDecision.Drop);
            }

            _used++;
            return new(SamplingDecision.RecordAndSample);
        }
    }
}
