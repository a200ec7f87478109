namespace MovieMesh.Recommenders.Evaluation;

/// <summary>The RMSE of a model on some of the ratings that it was trained on, where measuring all would take longer than the training.</summary>
internal static class SampledError
{
    /// <summary>Measures every n-th user in whole, so that about so many ratings are looked at.</summary>
    public static double Of(RecommenderModel model, RatingMatrix ratings, int count, CancellationToken cancellationToken)
    {
        var step = Math.Max(1, ratings.Count / count);
        var (squares, measured) = (0.0, 0);
        for (var user = 0; user < ratings.Users.Count; user += step)
        {
            cancellationToken.ThrowIfCancellationRequested();
            model.TryGetUser(ratings.Users[user], out var profile);
            var row = ratings.RatingsOfUser(user);
            for (var i = 0; i < row.Count; i++)
            {
                double error = model.Predict(profile!, ratings.Items[row.Indices[i]]) - row.Stars[i];
                squares += error * error;
            }

            measured += row.Count;
        }

        return Math.Sqrt(squares / measured);
    }
}
