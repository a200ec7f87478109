namespace MovieMesh.Datasets;

/// <summary>A movie of a data set.</summary>
/// <param name="Id">The data set's id.</param>
/// <param name="Title">Ready to show: without the year, articles in front.</param>
/// <param name="OriginalTitle">As the file has it.</param>
/// <param name="Year">The year of release, when the title names one.</param>
/// <param name="Genres">Its genres, perhaps none.</param>
public sealed record DatasetMovie(int Id, string Title, string OriginalTitle, int? Year, string[] Genres);
