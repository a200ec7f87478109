namespace MovieMesh.Contracts;

/// <summary>What a user did with a movie, beside rating it.</summary>
public enum FeedbackKind
{
    /// <summary>Watched it.</summary>
    Viewed,

    /// <summary>Looked at it more closely.</summary>
    Clicked,

    /// <summary>Put it aside for later.</summary>
    Wishlisted,
}
