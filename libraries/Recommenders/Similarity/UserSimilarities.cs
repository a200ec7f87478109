using System.ComponentModel.DataAnnotations;
using System.Runtime.CompilerServices;

namespace MovieMesh.Recommenders.Similarity;

/// <summary>Which users are alike, by what they rated in common. Exact, and computed when asked: one look at every rating.</summary>
/// <remarks>Holds nothing but the ratings, so it is up to date whenever they are. Safe for concurrent use while nobody changes them.</remarks>
public sealed class UserSimilarities
{
    private readonly LiveRatings _ratings;
    private readonly UserSimilarityOptions _options;

    /// <summary>Measures by these ratings.</summary>
    /// <param name="ratings">The ratings.</param>
    /// <param name="options">The settings; null takes the defaults.</param>
    /// <exception cref="ValidationException">An option is out of its range.</exception>
    public UserSimilarities(LiveRatings ratings, UserSimilarityOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(ratings);
        _ratings = ratings;
        _options = options ?? new UserSimilarityOptions();
        Validator.ValidateObject(_options, new ValidationContext(_options), validateAllProperties: true);
    }

    /// <summary>The nearest users: most alike first, equal ones by what they have in common, most first, then by ascending id. Only similarities above 0 make neighbours.</summary>
    /// <param name="userId">The user; one who never rated has no neighbours.</param>
    /// <param name="measure">The measure.</param>
    /// <param name="count">How many at most.</param>
    public SimilarUser[] Nearest(int userId, UserMeasure measure, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        if (!_ratings.TryGetUser(userId, out var user))
            return [];
        var own = Spread(user);
        var found = new List<SimilarUser>();
        for (var other = 0; other < _ratings.UserCount; other++)
        {
            if (other == user)
                continue;
            var (similarity, common) = Compare(own, user, other, measure);
            if (similarity > 0)
                found.Add(new SimilarUser(_ratings.UserId(other), similarity, common, _ratings.RatingsOfUser(other).Count));
        }

        found.Sort(static (left, right) =>
            (-left.Similarity, -left.CommonItems, left.UserId).CompareTo((-right.Similarity, -right.CommonItems, right.UserId)));
        return [.. found.Take(count)];
    }

    /// <summary>How alike each of some users is to each other.</summary>
    /// <param name="userIds">The users; one who never rated is like nobody.</param>
    /// <param name="measure">The measure.</param>
    public UserSimilarityMatrix Matrix(ReadOnlySpan<int> userIds, UserMeasure measure)
    {
        var similarities = new float[userIds.Length][];
        var commonItems = new int[userIds.Length][];
        for (var i = 0; i < userIds.Length; i++)
        {
            (similarities[i], commonItems[i]) = (new float[userIds.Length], new int[userIds.Length]);
            similarities[i][i] = 1;
            if (!_ratings.TryGetUser(userIds[i], out var user))
                continue;
            commonItems[i][i] = _ratings.RatingsOfUser(user).Count;
            var own = Spread(user);
            for (var j = 0; j < i; j++)
            {
                if (!_ratings.TryGetUser(userIds[j], out var other))
                    continue;
                var (similarity, common) = Compare(own, user, other, measure);
                similarities[i][j] = similarities[j][i] = similarity;
                commonItems[i][j] = commonItems[j][i] = common;
            }
        }

        return new UserSimilarityMatrix(similarities, commonItems);
    }

    /// <summary>What a user's neighbours gave so many stars or more and the user has not rated: by score, then by the number of neighbours, their mean stars and ascending id.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="neighbours">The neighbours, such as <see cref="Nearest"/> finds them.</param>
    /// <param name="stars">The least stars of an item that is loved.</param>
    public LovedItem[] LovedBy(int userId, ReadOnlySpan<SimilarUser> neighbours, float stars)
    {
        var seen = _ratings.ItemsRatedBy(userId).ToHashSet();
        var sums = new Dictionary<int, (int Count, double Stars, double Weight)>();
        var weights = 0.0;
        foreach (var neighbour in neighbours)
        {
            weights += neighbour.Similarity;
            if (!_ratings.TryGetUser(neighbour.UserId, out var user))
                continue;
            var row = _ratings.RatingsOfUser(user);
            for (var i = 0; i < row.Count; i++)
            {
                var item = _ratings.ItemId(row.Indices[i]);
                if (row.Stars[i] < stars || seen.Contains(item))
                    continue;
                var sum = sums.GetValueOrDefault(item);
                sums[item] = (sum.Count + 1, sum.Stars + row.Stars[i], sum.Weight + neighbour.Similarity);
            }
        }

        return
        [
            .. sums.Select(one => new LovedItem(one.Key, one.Value.Count, (float)(one.Value.Stars / one.Value.Count), (float)(one.Value.Weight / weights)))
                .OrderByDescending(item => item.Score)
                .ThenByDescending(item => item.Neighbours)
                .ThenByDescending(item => item.MeanStars)
                .ThenBy(item => item.ItemId),
        ];
    }

    /// <summary>A user's stars by item, NaN where there are none.</summary>
    private float[] Spread(int user)
    {
        var spread = new float[_ratings.ItemCount];
        spread.AsSpan().Fill(float.NaN);
        var row = _ratings.RatingsOfUser(user);
        for (var i = 0; i < row.Count; i++)
            spread[row.Indices[i]] = row.Stars[i];
        return spread;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private (float Similarity, int Common) Compare(float[] own, int user, int other, UserMeasure measure)
    {
        // Sums of half stars and their products are exact in double precision: equal ratings compare equal, in whichever order they came.
        var row = _ratings.RatingsOfUser(other);
        var items = row.Indices;
        var stars = row.Stars;
        var n = 0;
        var (sumX, sumY, sumXX, sumYY, sumXY) = (0.0, 0.0, 0.0, 0.0, 0.0);
        for (var i = 0; i < items.Length; i++)
        {
            double x = own[items[i]];
            if (double.IsNaN(x))
                continue;
            double y = stars[i];
            n++;
            sumX += x;
            sumY += y;
            sumXX += x * x;
            sumYY += y * y;
            sumXY += x * y;
        }

        if (n < _options.MinimumCommonItems)
            return (0, n);
        var similarity = measure switch
        {
            UserMeasure.Cosine => sumXY * ((double)_ratings.InverseNormOfUser(user) * _ratings.InverseNormOfUser(other)),
            UserMeasure.Pearson => Correlation(n, sumX, sumY, sumXX, sumYY, sumXY),
            _ => throw new ArgumentOutOfRangeException(nameof(measure), measure, "There is no such measure."),
        };
        return ((float)(similarity * n / (n + _options.Shrinkage)), n);
    }

    private static double Correlation(int n, double sumX, double sumY, double sumXX, double sumYY, double sumXY)
    {
        var (varianceX, varianceY) = ((n * sumXX) - (sumX * sumX), (n * sumYY) - (sumY * sumY));
        return varianceX > 0 && varianceY > 0 ? ((n * sumXY) - (sumX * sumY)) / (Math.Sqrt(varianceX) * Math.Sqrt(varianceY)) : 0;
    }
}
