namespace MovieMesh.Storage.Ratings.Schema;

/// <summary>A movie of the catalogue.</summary>
internal sealed class MovieRow
{
    public int Id { get; set; }

    public string Title { get; set; } = "";

    public string OriginalTitle { get; set; } = "";

    public int? Year { get; set; }

    public string[] Genres { get; set; } = [];
}
