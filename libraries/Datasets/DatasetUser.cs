namespace MovieMesh.Datasets;

/// <summary>What a data set tells of a user beside ratings.</summary>
/// <param name="Id">The data set's id.</param>
/// <param name="Age">In years; in ml-1m the lower end of a range.</param>
/// <param name="Gender">As the file has it: <c>F</c> or <c>M</c>.</param>
/// <param name="Occupation">As the file has it: a word in ml-100k, a number in ml-1m.</param>
/// <param name="ZipCode">The postal code, as the file has it.</param>
public sealed record DatasetUser(int Id, int? Age, string? Gender, string? Occupation, string? ZipCode);
