using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace MovieMesh.ServiceDefaults.Tests;

public sealed class DefaultEndpointsTests
{
    [Theory]
    [InlineData("/health")]
    [InlineData("/alive")]
    public async Task Probe_InProduction_Answers(string path)
    {
        await using var service = await TestService.StartAsync();

        using var response = await service.Client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData(HealthStatus.Degraded, HttpStatusCode.OK)]
    [InlineData(HealthStatus.Unhealthy, HttpStatusCode.ServiceUnavailable)]
    public async Task Health_WithAFailingCheck_SaysWhichAndHow(HealthStatus status, HttpStatusCode expected)
    {
        await using var service = await TestService.StartAsync(services =>
            services.AddHealthChecks().AddCheck("cache", () => new HealthCheckResult(status, "Redis does not answer.")));

        using var response = await service.Client.GetAsync(new Uri("/health", UriKind.Relative), TestContext.Current.CancellationToken);
        using var report = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

        Assert.Equal(expected, response.StatusCode);
        Assert.Equal(status.ToString(), report.RootElement.GetProperty("status").GetString());
        Assert.Equal("Redis does not answer.", report.RootElement.GetProperty("checks").GetProperty("cache").GetProperty("description").GetString());
    }

    [Fact]
    public async Task Alive_WithAFailingCheck_StillAnswers()
    {
        await using var service = await TestService.StartAsync(services =>
            services.AddHealthChecks().AddCheck("ratingsdb", () => HealthCheckResult.Unhealthy()));

        using var response = await service.Client.GetAsync(new Uri("/alive", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Probes_AreNotRecordedInTraces_OtherRequestsAre()
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        await using var service = await TestService.StartAsync(map: app => app.MapGet("/recorded", () => Activity.Current?.Recorded));
        var healthRecorded = true;
        service.Services.GetRequiredService<ObservedCheck>().Observe = () => healthRecorded = Activity.Current?.Recorded ?? false;

        await service.Client.GetAsync(new Uri("/health", UriKind.Relative), TestContext.Current.CancellationToken);
        var otherRecorded = await service.Client.GetStringAsync(new Uri("/recorded", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.False(healthRecorded);
        Assert.Equal("true", otherRecorded);
    }
}
