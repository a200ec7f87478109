namespace MovieMesh.WebUI.Gateway;

/// <summary>The names of the gateway's ready-made lists.</summary>
internal static class MovieLists
{
    public const string Popular = "popular";

    public const string TopRated = "top-rated";

    public const string Trending = "trending";

    public const string New = "new";

    public const string Starters = "starters";
}
