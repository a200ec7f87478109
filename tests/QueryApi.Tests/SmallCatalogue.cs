using MovieMesh.QueryApi.Movies;
using MovieMesh.Storage.Ratings;

namespace MovieMesh.QueryApi.Tests;

/// <summary>Some famous titles with the ratings that MovieLens people gave them, more or less.</summary>
internal static class SmallCatalogue
{
    public static readonly StoredMovie[] Stored =
    [
        Movie(1, "Toy Story", 1995, 215, 3.92, "Adventure", "Animation", "Comedy"),
        Movie(2, "Toy Story 2", 1999, 97, 3.86, "Adventure", "Animation", "Comedy"),
        Movie(3, "Heat", 1995, 102, 3.95, "Action", "Crime"),
        Movie(4, "The Matrix", 1999, 278, 4.19, "Action", "Sci-Fi"),
        Movie(5, "The Matrix Reloaded", 2003, 96, 3.35, "Action", "Sci-Fi"),
        Movie(6, "Seven (a.k.a. Se7en)", 1995, 203, 3.98, "Crime"),
        Movie(7, "Seven Samurai (Shichinin no samurai)", 1954, 48, 4.21, "Action", "Drama"),
        Movie(8, "The Seventh Seal (Det Sjunde inseglet)", 1957, 18, 4.1, "Drama"),
        Movie(9, "Amelie (Le Fabuleux destin d'Amélie Poulain)", 2001, 120, 4.18, "Comedy", "Romance"),
        Movie(10, "WALL·E", 2008, 104, 4.06, "Animation", "Sci-Fi"),
        Movie(11, "Spider-Man", 2002, 122, 3.54, "Action"),
        Movie(12, "M*A*S*H (a.k.a. MASH)", 1970, 46, 3.9, "Comedy", "War"),
        Movie(13, "Rocky II", 1979, 26, 3.4, "Drama"),
        Movie(14, "Rocky", 1976, 64, 3.7, "Drama"),
        Movie(15, "The Godfather", 1972, 192, 4.29, "Crime", "Drama"),
        Movie(16, "Schindler's List", 1993, 220, 4.22, "Drama", "War"),
        Movie(17, "Star Wars: Episode IV - A New Hope", 1977, 251, 4.23, "Action", "Sci-Fi"),
        Movie(18, "Stargate", 1994, 140, 3.4, "Action", "Sci-Fi"),
        Movie(19, "Dark Star", 1974, 5, 3.6, "Comedy", "Sci-Fi"),
        Movie(20, "1984 (Nineteen Eighty-Four)", 1984, 14, 3.9, "Drama", "Sci-Fi"),
        Movie(21, "The Terminator", 1984, 131, 3.9, "Action", "Sci-Fi"),
        Movie(22, "Pokémon: The First Movie", 1998, 8, 2.5, "Animation"),
        Movie(23, "Up", 2009, 105, 4.0, "Animation"),
        Movie(24, "Upstream Color", 2013, 4, 3.5, "Romance"),
        Movie(25, "Walled In", 2009, 1, 2.0, "Horror"),
        Movie(26, "Nobody's Favourite", null, 0, 0),
        Movie(27, "One Fan's Delight", 2015, 1, 5.0, "Drama"),
        Movie(28, "Tom & Jerry", 1992, 9, 3.1, "Animation"),
    ];

    public static Catalogue Create() => new(Stored);

    private static StoredMovie Movie(int id, string title, int? year, int ratings, double mean, params string[] genres) =>
        new(id, title, year, genres, null, null, new MovieStatistics(ratings, ratings * mean, new int[MovieStatistics.Bins]));
}
