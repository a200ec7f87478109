using MovieMesh.QueryApi.Users;

namespace MovieMesh.QueryApi.Tests.Users;

public sealed class ReadTokenTests
{
    [Fact]
    public void TryParse_OfToString_IsTheSameToken()
    {
        var token = new ReadToken(2571, new RatingClock(TimeProvider.System).Next());
        Assert.True(ReadToken.TryParse(token.ToString(), out var read));
        Assert.Equal(token, read);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("AAAA")]
    [InlineData("not a token at all")]
    [InlineData("________________")]
    [InlineData("AAAKGwAGRBzjrMAAAAAAAAAAAAAA")]
    public void TryParse_SomethingElse_IsRefused(string text) => Assert.False(ReadToken.TryParse(text, out _));

    [Fact]
    public void Next_FromManyThreads_NeverRepeatsAndIsWholeMicroseconds()
    {
        var clock = new RatingClock(TimeProvider.System);
        var times = new DateTimeOffset[8][];
        Parallel.For(0, times.Length, thread => times[thread] = [.. Enumerable.Range(0, 2_000).Select(_ => clock.Next())]);
        Assert.Equal(16_000, times.SelectMany(time => time).Distinct().Count());
        Assert.All(times, thread => Assert.Equal(thread.Order(), thread));
        Assert.All(times.SelectMany(time => time), time => Assert.Equal(0, time.Ticks % TimeSpan.TicksPerMicrosecond));
    }
}
