using MovieMesh.Recommenders.Numerics;

namespace MovieMesh.Recommenders.Factorization;

/// <summary>Held-out ratings by index in the training matrix; −1 stands for a user or item that training does not know.</summary>
internal sealed class HeldOutRatings
{
    private const int ChunkSize = 1 << 14;

    private readonly (int User, int Item, float Stars)[] _ratings;

    private HeldOutRatings((int User, int Item, float Stars)[] ratings) => _ratings = ratings;

    public int Count => _ratings.Length;

    public static HeldOutRatings Create(RatingMatrix training, ReadOnlySpan<Rating> heldOut)
    {
        var ratings = new (int, int, float)[heldOut.Length];
        for (var i = 0; i < ratings.Length; i++)
        {
            training.Users.TryGetIndex(heldOut[i].UserId, out var user);
            training.Items.TryGetIndex(heldOut[i].ItemId, out var item);
            ratings[i] = (user, item, heldOut[i].Stars);
        }

        return new HeldOutRatings(ratings);
    }

    /// <summary>Sums chunk by chunk, so that neither the bits nor the errors depend on the threads.</summary>
    public double Rmse(FactorTable users, FactorTable items, RatingMatrix training, int workers)
    {
        var sums = new double[(Count + ChunkSize - 1) / ChunkSize];
        Parallel.For(0, sums.Length, new ParallelOptions { MaxDegreeOfParallelism = workers }, chunk =>
        {
            var sum = 0.0;
            foreach (var (user, item, stars) in _ratings.AsSpan(chunk * ChunkSize, Math.Min(ChunkSize, Count - (chunk * ChunkSize))))
            {
                var predicted = training.Mean + (user < 0 ? 0 : users.Biases[user]) + (item < 0 ? 0 : items.Biases[item]);
                if (user >= 0 && item >= 0)
                    predicted += VectorMath.Dot(users.PaddedRow(user), items.PaddedRow(item));
                double error = Math.Clamp(predicted, training.LowestStars, training.HighestStars) - stars;
                sum += error * error;
            }

            sums[chunk] = sum;
        });
        return Math.Sqrt(sums.Sum() / Count);
    }
}
