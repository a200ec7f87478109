using Microsoft.Extensions.Options;
using MovieMesh.Contracts;
using MovieMesh.Storage.Ratings;

namespace MovieMesh.TrainingWorker.Tests;

/// <summary>What counts as a new rating: heard event by event, with training after twenty.</summary>
public sealed class RetrainPolicyTests(TrainingFixture mesh)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Hear_EventsRedeliveredAndOutOfOrder_CountOnce()
    {
        var policy = await ResetAsync();
        var (first, second) = (await RateAsync(1, 10), await RateAsync(11, 9));

        foreach (var recorded in new[] { second, first, first, second, first })
        {
            Assert.Null(await policy.HearAsync(recorded, Cancelled));
        }

        Assert.Equal("volume", await policy.HearAsync(await RateAsync(20, 1), Cancelled));
    }

    [Fact]
    public async Task Hear_AfterARestart_GoesOnCounting()
    {
        var policy = await ResetAsync();
        var heard = await RateAsync(1, 12);
        Assert.Null(await policy.HearAsync(heard, Cancelled));

        var restarted = CreatePolicy();

        Assert.Null(await restarted.HearAsync(heard, Cancelled));
        Assert.Null(await restarted.HearAsync(await RateAsync(13, 7), Cancelled));
        Assert.Equal("volume", await restarted.HearAsync(await RateAsync(20, 1), Cancelled));
    }

    [Fact]
    public async Task Hear_WhatARunForAnotherReasonLearned_IsNotNewAnyMore()
    {
        var policy = await ResetAsync();
        Assert.Null(await policy.HearAsync(await RateAsync(1, 15), Cancelled));
        await StartRunAsync("request");

        Assert.Null(await policy.HearAsync(await RateAsync(16, 15), Cancelled));

        Assert.Equal("volume", await policy.HearAsync(await RateAsync(31, 5), Cancelled));
    }

    [Fact]
    public async Task Hear_AfterAsking_StartsFromNone()
    {
        var policy = await ResetAsync();
        Assert.Equal("volume", await policy.HearAsync(await RateAsync(1, 25), Cancelled));
        await StartRunAsync("volume");

        Assert.Null(await policy.HearAsync(await RateAsync(26, 14), Cancelled));
    }

    private async Task<RetrainPolicy> ResetAsync()
    {
        await mesh.ResetWithRatingsAsync();
        await StartRunAsync("import");
        return CreatePolicy();
    }

    private RetrainPolicy CreatePolicy() => new(mesh.Get<RatingStore>(), mesh.Runs, Options.Create(new TrainingOptions { RetrainAfterRatings = 20 }));

    private Task<RatingsRecorded> RateAsync(int firstMovie, int count) =>
        mesh.RateAsync([.. Enumerable.Range(firstMovie, count).Select(movie => new RatingSubmission(900, movie, 5, DateTimeOffset.UnixEpoch))]);

    private async Task StartRunAsync(string reason)
    {
        var ratings = await mesh.Get<RatingStore>().ReadAllAsync(Cancelled);
        await mesh.Runs.StartAsync(Guid.NewGuid(), "als", reason, new Dictionary<string, string>(), ratings.Count, ratings.LastSequence, Cancelled);
    }
}
