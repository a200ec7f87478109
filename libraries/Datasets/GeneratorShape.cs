namespace MovieMesh.Datasets;

/// <summary>How large a generated data set is.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Users">Users, each with at least <see cref="LeastRatings"/> ratings.</param>
/// <param name="Movies">Movies in the catalogue.</param>
/// <param name="Ratings">Ratings over all users.</param>
public sealed record GeneratorShape(string Name, int Users, int Movies, int Ratings)
{
    /// <summary>The fewest ratings of a user, as in MovieLens.</summary>
    public const int LeastRatings = 20;

    /// <summary>Small enough to start with at once.</summary>
    public static GeneratorShape Sample { get; } = new("sample", 600, 2_000, 60_000);

    /// <summary>As large as ml-1m.</summary>
    public static GeneratorShape Ml1m { get; } = new("ml-1m", 6_040, 3_706, 1_000_209);

    /// <summary>As large as ml-25m.</summary>
    public static GeneratorShape Ml25m { get; } = new("ml-25m", 162_541, 59_047, 25_000_095);

    /// <summary>The shapes to choose from.</summary>
    public static IReadOnlyList<GeneratorShape> All { get; } = [Sample, Ml1m, Ml25m];
}
