using MovieMesh.Recommenders.Numerics;

namespace MovieMesh.Recommenders.Bayesian;

/// <summary>The error on held-out ratings of the predictions averaged so far.</summary>
internal sealed class HeldOutAverage
{
    private readonly RatingMatrix _training;
    private readonly (int User, int Item, float Stars)[] _ratings;
    private readonly double[] _sums;
    private int _sweeps;

    public HeldOutAverage(RatingMatrix training, ReadOnlySpan<Rating> heldOut)
    {
        _training = training;
        _ratings = new (int, int, float)[heldOut.Length];
        _sums = new double[heldOut.Length];
        for (var i = 0; i < _ratings.Length; i++)
        {
            training.Users.TryGetIndex(heldOut[i].UserId, out var user);
            training.Items.TryGetIndex(heldOut[i].ItemId, out var item);
            _ratings[i] = (user, item, heldOut[i].Stars);
        }
    }

    /// <summary>Adds the predictions of a sweep, or starts anew with them, and returns the RMSE.</summary>
    public double Add(GibbsRun run, bool restart)
    {
        if (restart)
        {
            Array.Clear(_sums);
            _sweeps = 0;
        }

        _sweeps++;
        var (users, items) = (run.UserMeans, run.ItemMeans);
        var squares = 0.0;
        var link = run.Link;
        for (var i = 0; i < _ratings.Length; i++)
        {
            var (user, item, stars) = _ratings[i];
            var predicted = run.Offset + (user < 0 ? 0 : users.Bias(user)) + (item < 0 ? 0 : items.Bias(item));
            if (user >= 0 && item >= 0)
                predicted += VectorMath.Dot(users.Row(user)[..users.Factors], items.Row(item));
            _sums[i] += link?.Expect(predicted) ?? predicted;
            var error = Math.Clamp(_sums[i] / _sweeps, _training.LowestStars, _training.HighestStars) - stars;
            squares += error * error;
        }

        return Math.Sqrt(squares / _ratings.Length);
    }
}
