using System.Collections.Concurrent;
using MassTransit;
using MovieMesh.Contracts;

namespace MovieMesh.Ingestion.Tests;

/// <summary>The events that the service published, in order of arrival.</summary>
public sealed class Heard
{
    private readonly ConcurrentQueue<object> _events = new();

    public IReadOnlyList<RecordedRating> Ratings => [.. Of<RatingsRecorded>().SelectMany(recorded => recorded.Ratings)];

    public IReadOnlyList<T> Of<T>() => [.. _events.OfType<T>()];

    public void Add(object one) => _events.Enqueue(one);

    public void Clear() => _events.Clear();
}

public sealed class HeardConsumer(Heard heard) : IConsumer<RatingsRecorded>, IConsumer<DatasetImportProgressed>, IConsumer<DatasetImported>
{
    public Task Consume(ConsumeContext<RatingsRecorded> context) => Keep(context.Message);

    public Task Consume(ConsumeContext<DatasetImportProgressed> context) => Keep(context.Message);

    public Task Consume(ConsumeContext<DatasetImported> context) => Keep(context.Message);

    private Task Keep(object one)
    {
        heard.Add(one);
        return Task.CompletedTask;
    }
}
