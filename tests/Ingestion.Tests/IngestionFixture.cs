using Microsoft.AspNetCore.Mvc.Testing;
using MovieMesh.Contracts;
using MovieMesh.Ingestion.Tests;
using MovieMesh.Storage.Ratings;
using MovieMesh.TestServices;

[assembly: AssemblyFixture(typeof(IngestionFixture))]
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace MovieMesh.Ingestion.Tests;

/// <summary>Ingestion in one replica that runs all the while.</summary>
public sealed class IngestionFixture : ServiceFixture<Program>
{
    private WebApplicationFactory<Program>? _service;

    protected override IReadOnlyList<string> Queues => [];

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _service = await StartAsync();
    }

    public Task PublishAllAsync(IEnumerable<SubmitRating> submissions) => Task.WhenAll(submissions.Select(submission => Bus.Publish(submission)));

    /// <summary>Empties the store, and sets the catalogue to movies 1 to 10.</summary>
    public Task ResetAsync() => ResetAsync(10);

    public Task<IReadOnlyList<StoredDeadLetter>> ReadDeadLettersAsync() => Get<DeadLetterStore>().ListAsync(0, 100, TestContext.Current.CancellationToken);

    public override async ValueTask DisposeAsync()
    {
        if (_service is not null)
        {
            await _service.DisposeAsync();
        }

        await base.DisposeAsync();
    }
}
