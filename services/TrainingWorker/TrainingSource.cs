using MovieMesh.Recommenders;
using MovieMesh.Storage.Ratings;

namespace MovieMesh.TrainingWorker;

/// <summary>What a training learns from, as the stores have it.</summary>
/// <param name="Ratings">Every rating that stands.</param>
/// <param name="Movies">What is known of movies beside their ratings.</param>
/// <param name="LastSequence">The sequence number that the ratings go up to.</param>
internal sealed record TrainingSource(Rating[] Ratings, IReadOnlyList<ItemInformation> Movies, long LastSequence)
{
    public static async Task<TrainingSource> ReadAsync(RatingStore ratings, MovieStore movies, CancellationToken cancellationToken)
    {
        var columns = await ratings.ReadAllAsync(cancellationToken);
        var all = new Rating[columns.Count];
        for (var i = 0; i < all.Length; i++)
        {
            all[i] = new Rating(columns.UserIds[i], columns.MovieIds[i], columns.Stars[i], columns.Days[i]);
        }

        var catalogue = await movies.ReadAllAsync(cancellationToken);
        var tags = await movies.ReadAllTagsAsync(cancellationToken);
        return new TrainingSource(
            all,
            [.. catalogue.Select(movie => new ItemInformation(movie.Id, movie.Title) { Year = movie.Year, Genres = movie.Genres, Tags = tags.GetValueOrDefault(movie.Id, []) })],
            columns.LastSequence);
    }
}
