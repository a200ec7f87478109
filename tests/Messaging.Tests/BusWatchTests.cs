using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using MovieMesh.TestServers;

namespace MovieMesh.Messaging.Tests;

public sealed class BusWatchTests : IDisposable
{
    private const int ManyLooks = 12;

    private readonly ApplicationLifetime _lifetime = new(NullLogger<ApplicationLifetime>.Instance);
    private readonly CancellationTokenSource _enough = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private int _looks;

    public void Dispose() => _enough.Dispose();

    [Fact]
    public async Task Bus_WithoutABrokerThatAnswers_EndsTheProcess()
    {
        await WatchAsync(isHealthy: looks => looks < 3, answers: true);

        Assert.True(_lifetime.ApplicationStopping.IsCancellationRequested);
        Assert.Equal(1, Environment.ExitCode);
        Environment.ExitCode = 0;
    }

    [Theory]
    [InlineData(3, false)]
    [InlineData(0, true)]
    public async Task Bus_WhoseBrokerIsAwayOrThatNeverWasWell_IsLeftAlone(int healthyLooks, bool answers)
    {
        var watching = WatchAsync(looks => looks <= healthyLooks, answers);
        await Eventually.HoldsAsync(() => _looks > ManyLooks);

        Assert.False(_lifetime.ApplicationStopping.IsCancellationRequested);
        await _enough.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watching);
    }

    private Task WatchAsync(Func<int, bool> isHealthy, bool answers) => new BusWatch(
            bus: null!, broker: null!, Options.Create(new MessagingOptions { StuckAfter = TimeSpan.FromSeconds(1) }), TimeProvider.System, _lifetime, NullLogger<BusWatch>.Instance)
        .WatchAsync(() => isHealthy(++_looks), _ => Task.FromResult(answers), _enough.Token);
}
