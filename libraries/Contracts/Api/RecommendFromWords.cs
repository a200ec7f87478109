namespace MovieMesh.Contracts.Api;

/// <summary>What somebody would like to see, in their own words.</summary>
public sealed record RecommendFromWords
{
    /// <summary>Any text, such as <c>slow-burning space drama, not too dark</c>.</summary>
    public string Text { get; set; } = "";

    /// <summary>Genres that they would like.</summary>
    public IReadOnlyList<string> Genres { get; set; } = [];

    /// <summary>Movies that they like: what is written about these counts as asked for.</summary>
    public IReadOnlyList<int> LikedMovieIds { get; set; } = [];

    /// <summary>How many movies to name.</summary>
    public int Limit { get; set; } = 20;
}
