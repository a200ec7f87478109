using System.Diagnostics;
using OpenTelemetry.Trace;

namespace MovieMesh.ServiceDefaults.Tests;

public sealed class SamplerTests
{
    private static readonly ActivityContext Recorded = new(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded, isRemote: true);
    private static readonly ActivityContext Unrecorded = new(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.None, isRemote: true);

    [Theory]
    [InlineData(true, false, true)]
    [InlineData(false, false, false)]
    [InlineData(false, true, true)]
    [InlineData(null, true, true)]
    [InlineData(null, false, false)]
    public void Following_ParentOrLink_IsFollowed(bool? parentIsRecorded, bool linkIsRecorded, bool expected)
    {
        var sampler = new FollowingSampler(new AlwaysOnSampler());
        var parent = parentIsRecorded switch { true => Recorded, false => Unrecorded, null => default };

        var result = sampler.ShouldSample(new(parent, ActivityTraceId.CreateRandom(), "work", ActivityKind.Internal, links: [new(Unrecorded), new(linkIsRecorded ? Recorded : Unrecorded)]));

        Assert.Equal(expected, result.Decision == SamplingDecision.RecordAndSample);
    }

    [Fact]
    public void FewRoots_MoreThanItsNumberASecond_DropsTheRest()
    {
        var time = new StoppedTime();
        var sampler = new FewRootsSampler(3, time);

        Assert.Equal(3, Count());
        time.Now += TimeSpan.FromSeconds(1);
        Assert.Equal(3, Count());
        time.Now += TimeSpan.FromSeconds(0.4);
        Assert.Equal(1, Count());

        int Count() => Enumerable.Range(0, 10).Count(_ => IsRecorded(sampler, ActivityKind.Server, "GET"));
    }

    [Fact]
    public void FewRoots_CallToAStore_IsNoTrace_CallOverHttpIs()
    {
        var sampler = new FewRootsSampler(10, TimeProvider.System);

        Assert.False(IsRecorded(sampler, ActivityKind.Client, "postgresql"));
        Assert.True(IsRecorded(sampler, ActivityKind.Client, "System.Net.Http.HttpRequestOut"));
    }

    private static bool IsRecorded(Sampler sampler, ActivityKind kind, string name) =>
        sampler.ShouldSample(new(default, ActivityTraceId.CreateRandom(), name, kind)).Decision == SamplingDecision.RecordAndSample;

    private sealed class StoppedTime : TimeProvider
    {
        public TimeSpan Now { get; set; } = TimeSpan.FromDays(1);

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }
}
