namespace MovieMesh.Recommenders.Evaluation;

/// <summary>How far predicted ratings are from given ones.</summary>
/// <param name="Count">The number of ratings compared.</param>
/// <param name="Rmse">Root mean squared error in stars; NaN for none.</param>
/// <param name="Mae">Mean absolute error in stars; NaN for none.</param>
public sealed record RatingAccuracy(int Count, double Rmse, double Mae)
{
    /// <summary>Measures a model on ratings.</summary>
    /// <param name="ratings">The ratings that were given, none of which the model has seen.</param>
    /// <param name="model">A model that predicts stars.</param>
    /// <returns>The errors over all ratings, each weighing the same.</returns>
    public static RatingAccuracy Of(ReadOnlySpan<Rating> ratings, RecommenderModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Of(ratings, rating => model.Predict(rating.UserId, rating.ItemId, rating.Day));
    }

    /// <summary>Measures predictions on ratings.</summary>
    /// <param name="ratings">The ratings that were given.</param>
    /// <param name="predict">Predicts stars for a user and an item; the stars given are not to be looked at.</param>
    /// <returns>The errors over all ratings, each weighing the same.</returns>
    public static RatingAccuracy Of(ReadOnlySpan<Rating> ratings, Func<Rating, float> predict)
    {
        ArgumentNullException.ThrowIfNull(predict);
        var (squares, absolutes) = (0.0, 0.0);
        foreach (var rating in ratings)
        {
            double error = predict(rating) - rating.Stars;
            squares += error * error;
            absolutes += Math.Abs(error);
        }

        return new RatingAccuracy(ratings.Length, Math.Sqrt(squares / ratings.Length), absolutes / ratings.Length);
    }

    /// <summary>Puts the errors of several sets of ratings together.</summary>
    /// <param name="parts">Their errors.</param>
    /// <returns>The errors over all ratings, each weighing the same.</returns>
    public static RatingAccuracy Of(IReadOnlyCollection<RatingAccuracy> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var (count, squares, absolutes) = (0, 0.0, 0.0);
        foreach (var part in parts.Where(part => part.Count > 0))
        {
            count += part.Count;
            squares += part.Rmse * part.Rmse * part.Count;
            absolutes += part.Mae * part.Count;
        }

        return new RatingAccuracy(count, Math.Sqrt(squares / count), absolutes / count);
    }
}
