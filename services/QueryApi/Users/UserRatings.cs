using MovieMesh.Recommenders;
using MovieMesh.Storage.Ratings;

namespace MovieMesh.QueryApi.Users;

/// <summary>All that a user rated or withdrew, as far as it is known. Immutable.</summary>
internal sealed class UserRatings
{
    private readonly Dictionary<int, StoredRating> _byMovie;

    private UserRatings(Dictionary<int, StoredRating> byMovie)
    {
        _byMovie = byMovie;
        NewestFirst = [.. byMovie.Values.Where(rating => rating.Stars is not null).OrderByDescending(rating => rating.RatedAt).ThenBy(rating => rating.MovieId)];
        Standing = [.. NewestFirst.Select(rating => new ItemRating(rating.MovieId, rating.Stars!.Value))];
        Seen = [.. NewestFirst.Select(rating => rating.MovieId)];
    }

    public static UserRatings None { get; } = new([]);

    /// <summary>What stands, newest first.</summary>
    public StoredRating[] NewestFirst { get; }

    /// <summary>What stands, as the recommender takes it.</summary>
    public ItemRating[] Standing { get; }

    /// <summary>The movies whose rating stands.</summary>
    public int[] Seen { get; }

    /// <summary>Whether the rating of a token, or a later one of the same movie, is in here.</summary>
    public bool Knows(ReadToken token) => _byMovie.TryGetValue(token.MovieId, out var rating) && rating.RatedAt >= token.RatedAt;

    /// <summary>The rating of a movie that stands, or null.</summary>
    public StoredRating? Find(int movieId) => _byMovie.GetValueOrDefault(movieId) is { Stars: not null } rating ? rating : null;

    /// <summary>Adds what is newer, by the store's own rule: the later one wins, at the same instant the one with more stars. Order and repetition do not matter.</summary>
    /// <returns>The ratings together; this very object when nothing was newer.</returns>
    public UserRatings Merge(IEnumerable<StoredRating> ratings)
    {
        Dictionary<int, StoredRating>? merged = null;
        foreach (var rating in ratings)
        {
            if (!(merged ?? _byMovie).TryGetValue(rating.MovieId, out var known)
                || (rating.RatedAt, rating.Stars ?? 0).CompareTo((known.RatedAt, known.Stars ?? 0)) > 0)
            {
                merged ??= new(_byMovie);
                merged[rating.MovieId] = rating;
            }
        }

        return merged is null ? this : new UserRatings(merged);
    }
}
