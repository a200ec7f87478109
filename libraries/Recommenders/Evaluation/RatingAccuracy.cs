namespace MovieMesh.Recommenders.Evaluation;

/// <summary>How far predicted ratings are from given ones.</summary>
/// <param name="Count">The number of ratings compared.</param>
/// <param name="Rmse">Root mean squared error in stars; NaN for none.</param>
/// <param name="Mae">Mean absolute error in stars; NaN for none.</param>
public sealed record RatingAccuracy(int Count, double Rmse, double Mae)
{
    /// <summary>Measures predictions on ratings.</summary>
    /// <param name="ratings">The ratings that were given.</param>
    /// <param name="predict">Predicts stars from a user id and an item id.</param>
    /// <returns>The errors over all ratings, each weighing the same.</returns>
    public static RatingAccuracy Of(ReadOnlySpan<Rating> ratings, Func<int, int, float> predict)
    {
        ArgumentNullException.ThrowIfNull(predict);
        var (squares, absolutes) = (0.0, 0.0);
        foreach (var (user, item, stars) in ratings)
        {
            double error = predict(user, item) - stars;
            squares += error * error;
            absolutes += Math.Abs(error);
        }

        return new RatingAccuracy(ratings.Length, Math.Sqrt(squares / ratings.Length), absolutes / ratings.Length);
    }
}
