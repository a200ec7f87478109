namespace MovieMesh.Storage.Ratings;

/// <summary>What became of a wish to replay a dead letter.</summary>
public enum DeadLetterReplay
{
    /// <summary>It is back in its queue, by this wish or an earlier one.</summary>
    Done,

    /// <summary>There is no such letter (any more).</summary>
    Missing,

    /// <summary>Only the beginning of its body is kept; the letter stays.</summary>
    Cut,

    /// <summary>Its queue is gone; the letter stays.</summary>
    NoQueue,
}
