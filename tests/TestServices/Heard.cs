using System.Collections.Concurrent;
using MovieMesh.Contracts;

namespace MovieMesh.TestServices;

/// <summary>The messages that a service published, in order of arrival.</summary>
public sealed class Heard
{
    private readonly ConcurrentQueue<object> _messages = new();

    /// <summary>The ratings of every batch recorded, in order.</summary>
    public IReadOnlyList<RecordedRating> Ratings => [.. Of<RatingsRecorded>().SelectMany(recorded => recorded.Ratings)];

    /// <summary>Those of one kind.</summary>
    public IReadOnlyList<T> Of<T>() => [.. _messages.OfType<T>()];

    /// <summary>Forgets them.</summary>
    public void Clear() => _messages.Clear();

    internal void Add(object message) => _messages.Enqueue(message);
}
