namespace MovieMesh.Contracts.Api;

/// <summary>One page of a longer list.</summary>
/// <typeparam name="T">What the list holds.</typeparam>
public sealed record Page<T>
{
    /// <summary>The items of this page.</summary>
    public required IReadOnlyList<T> Items { get; init; }

    /// <summary>How many items there are on all pages.</summary>
    public required int Total { get; init; }

    /// <summary>This page's number, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>How many items a full page holds.</summary>
    public required int Size { get; init; }

    /// <summary>Whether a store could not be asked, so that this is what was known without, which may be less than there is, or nothing.</summary>
    public bool Stale { get; init; }
}
