namespace MovieMesh.Workbench.Tests.Evaluation;

/// <summary>
/// Tastes that anyone would agree on, by the ids of ml-latest-small: what somebody likes, what such lists must be full of, and what must stand high in them.
/// Written down before a ranker was chosen by them; lines are added, not bent.
/// </summary>
internal static class TasteProfiles
{
    private static readonly int[] Marvel =
        [89745, 122892, 122912, 59315, 77561, 102125, 86332, 88140, 110102, 122920, 112852, 122918, 122900, 122904, 122922, 60040, 111362, 168252];

    private static readonly int[] Miyazaki = [5618, 3000, 31658, 5971, 6350, 7099, 26662, 26776, 65261, 8253, 104283];

    private static readonly int[] StarWarsAndIndianaJones = [260, 1196, 1210, 2628, 5378, 33493, 122886, 166528, 1198, 1291, 2115, 59615];

    private static readonly int[] WoodyAllen =
    [
        1230, 1244, 6993, 2973, 1077, 1078, 3814, 7934, 2065, 52, 348, 2750, 41285, 86882, 60950, 1057, 1701, 2290, 1963, 7983, 3812, 3129, 3618, 5339, 492,
    ];

    private static readonly int[] Hitchcock =
        [904, 903, 908, 1219, 1333, 2176, 930, 2186, 1086, 965, 928, 2183, 2212, 933, 2203, 2208, 2178, 2181, 931, 2206, 2184, 2180];

    private static readonly int[] CravenAndCarpenter = [1407, 1717, 3273, 1982, 1347, 366, 2288, 1128, 1129, 4553, 26603];

    /// <summary>The profiles.</summary>
    public static IReadOnlyList<TasteProfile> All { get; } =
    [
        new("Avengers: Age of Ultron", [122892], Disliked: 2671, ["Action", "Sci-Fi"], Marvel),
        new("Toy Story, Aladdin, The Lion King", [1, 588, 364], Disliked: 8957, ["Animation", "Children"]),
        new("Spirited Away, Princess Mononoke", [5618, 3000], Disliked: 1917, ["Animation", "Fantasy"], Miyazaki),
        new("Star Wars IV and V", [260, 1196], Disliked: 2671, ["Action", "Adventure"], StarWarsAndIndianaJones, MustBeWithinFive: [1210, 1198]),
        new("The Fellowship of the Ring", [4993], Disliked: 2706, ["Adventure", "Fantasy"], MustBeWithinFive: [5952, 7153]),
        new("Alien, The Thing", [1214, 2288], Disliked: 597, ["Horror", "Sci-Fi"], AlsoGenres: ["Sci-Fi", "Thriller"]),
        new("Annie Hall, Manhattan", [1230, 1244], Disliked: 53996, ["Comedy", "Romance"], WoodyAllen),
        new("Scream, Halloween", [1407, 1982], Disliked: 364, ["Horror", "Thriller"], CravenAndCarpenter),
        new("Rear Window, Vertigo", [904, 903], Disliked: 231, ["Mystery", "Thriller"], Hitchcock),
        new("Pretty Woman, Notting Hill", [597, 2671], Disliked: 8957, ["Comedy", "Romance"]),
        new("The Godfather, Goodfellas", [858, 1213], Disliked: 231, ["Crime", "Drama"]),
        new("Before Sunrise, Lost in Translation", [215, 6711], Disliked: 53996, ["Drama", "Romance"]),
        new("Finding Nemo, Up", [6377, 68954], Disliked: 8957, ["Animation", "Children"]),
    ];
}

/// <param name="Name">What people would call it.</param>
/// <param name="Liked">The films that get five stars.</param>
/// <param name="Disliked">A film of another taste.</param>
/// <param name="Genres">Films that have all of these share the taste.</param>
/// <param name="Kin">Further films that do: of the same series or director.</param>
/// <param name="AlsoGenres">A second set of genres that do.</param>
/// <param name="MustBeWithinFive">Films that stand within the first five places.</param>
internal sealed record TasteProfile(
    string Name, int[] Liked, int Disliked, string[] Genres, int[]? Kin = null, string[]? AlsoGenres = null, int[]? MustBeWithinFive = null);
