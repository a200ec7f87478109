using MovieMesh.Recommenders;
using MovieMesh.Recommenders.Evaluation;
using MovieMesh.Storage.Ratings;

namespace MovieMesh.TrainingWorker;

/// <summary>What a training learns from, as the stores have it.</summary>
/// <param name="Ratings">Every rating that stands, ascending by user and movie, which is the order that a matrix keeps them in.</param>
/// <param name="Movies">What is known of movies beside their ratings.</param>
/// <param name="Interactions">What users did beside rating; empty for algorithms that do not learn from it.</param>
internal sealed record TrainingSource(RatingColumns Ratings, IReadOnlyList<ItemInformation> Movies, Interaction[] Interactions)
{
    public static async Task<TrainingSource> ReadAsync(RatingSnapshot ratings, MovieStore movies, CancellationToken cancellationToken)
    {
        var columns = await ratings.ReadAsync(cancellationToken);
        var catalogue = await movies.ReadAllAsync(cancellationToken);
        var tags = await movies.ReadAllTagsAsync(cancellationToken);
        return new TrainingSource(
            columns,
            [.. catalogue.Select(movie => new ItemInformation(movie.Id, movie.Title) { Year = movie.Year, Genres = movie.Genres, Tags = tags.GetValueOrDefault(movie.Id, []) })],
            []);
    }

    /// <summary>All ratings, to learn from.</summary>
    public TrainingData Everything() => new(RatingMatrix.Create(Ratings.UserIds, Ratings.MovieIds, Ratings.Stars)) { Days = Ratings.Days, Items = Movies, Interactions = Interactions };

    /// <summary>
    /// The ratings in two parts, to learn from and to measure by. On which side a rating falls depends on its user, its movie and the seed alone, so it is the same in every run.
    /// </summary>
    /// <exception cref="TrainingException">There are too few ratings for two parts.</exception>
    public TrainingData Split(double heldOutFraction, ulong seed)
    {
        var isHeldOut = new bool[Ratings.Count];
        for (var i = 0; i < isHeldOut.Length; i++)
        {
            isHeldOut[i] = Splits.IsHeldOut(Ratings.UserIds[i], Ratings.MovieIds[i], heldOutFraction, seed);
        }

        var heldOut = new Rating[isHeldOut.AsSpan().Count(true)];
        if (heldOut.Length == 0 || heldOut.Length == isHeldOut.Length)
        {
            throw new TrainingException($"{isHeldOut.Length} ratings are too few to learn from some and measure by others.");
        }

        for (var (i, next) = (0, 0); next < heldOut.Length; i++)
        {
            if (isHeldOut[i])
            {
                heldOut[next++] = new Rating(Ratings.UserIds[i], Ratings.MovieIds[i], Ratings.Stars[i], Ratings.Days[i]);
            }
        }

        T[] Learned<T>(T[] column)
        {
            var learned = new T[column.Length - heldOut.Length];
            for (var (i, next) = (0, 0); next < learned.Length; i++)
            {
                if (!isHeldOut[i])
                {
                    learned[next++] = column[i];
                }
            }

            return learned;
        }

        return new TrainingData(RatingMatrix.Create(Learned(Ratings.UserIds), Learned(Ratings.MovieIds), Learned(Ratings.Stars)))
        {
            Days = Learned(Ratings.Days),
            HeldOut = heldOut,
            Items = Movies,

            // Who watched a movie has most likely rated it: a rating to measure by must not be given away.
            Interactions = Array.FindAll(Interactions, one => !Splits.IsHeldOut(one.UserId, one.ItemId, heldOutFraction, seed)),
        };
    }
}
