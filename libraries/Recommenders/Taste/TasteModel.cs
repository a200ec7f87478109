using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using MovieMesh.Recommenders.Factorization;
using MovieMesh.Recommenders.Implicit;
using MovieMesh.Recommenders.Numerics;
using MovieMesh.Recommenders.Persistence;

namespace MovieMesh.Recommenders.Taste;

/// <summary>A fitted taste model; the formula stands at <see cref="TasteTrainer"/>.</summary>
/// <remarks>
/// Immutable and safe for concurrent use. Memory: 8 bytes for each item-to-item weight, 4·k for each item, 8 for each feature of an item, and 8 for each rating while users are known. A user
/// of whom nothing is known gets what is popular.
/// </remarks>
public sealed class TasteModel : RecommenderModel
{
    // Where grades change from dislike to like, as a share of the scale: 2.3 of half to five stars.
    private const float NeutralShare = 0.4f;

    // Love begins above this grade: at 3.5 of five stars.
    private const float LoveFrom = 0.45f;

    // The popularity that powers are taken from begins here, so that what nobody likes does not come first.
    private const float LeastPopularity = 0.02f;

    private readonly TasteSettings _settings;
    private readonly EaseModel _weights;
    private readonly IalsModel _factors;
    private readonly ContentVectors _content;
    private readonly CompressedRows _users;
    private readonly float[] _popularity;
    private readonly float[] _roots;
    private readonly float[] _levels;
    private readonly int[] _levelOf;
    private readonly int[] _places;
    private readonly bool _sameItems;

    internal TasteModel(ModelFacts facts, TasteSettings settings, EaseModel weights, IalsModel factors, ContentVectors content, float[] popularity, CompressedRows? users)
        : base(facts)
    {
        (_settings, _weights, _factors, _content, _popularity, _users) = (settings, weights, factors, content, popularity, users ?? StoredRows.None);
        _roots = Array.ConvertAll(popularity, MathF.Sqrt);
        _levels = [.. popularity.Distinct().Order()];
        _levelOf = Array.ConvertAll(popularity, share => Array.BinarySearch(_levels, share));
        _places = new int[facts.ItemIds.Count];
        for (var item = 0; item < _places.Length; item++)
            weights.ItemIds.TryGetIndex(facts.ItemIds[item], out _places[item]);
        _sameItems = weights.ItemIds.Count == _places.Length;
    }

    internal override FactorTable ItemVectors => _factors.ItemVectors;

    /// <inheritdoc/>
    public override TasteModel WithoutUsers() => new(Facts.WithoutUsers(), _settings, _weights, _factors, _content, _popularity, users: null);

    /// <inheritdoc/>
    public override TasteUser FoldIn(ReadOnlySpan<ItemRating> ratings) => FoldIn(ratings, []);

    /// <inheritdoc/>
    public override TasteUser FoldIn(ReadOnlySpan<ItemRating> ratings, ReadOnlySpan<ItemInteraction> interactions)
    {
        var (items, grades) = Grades(ratings, interactions);
        return Profile(items, grades);
    }

    /// <inheritdoc/>
    public override bool TryGetUser(int userId, [NotNullWhen(true)] out UserProfile? user)
    {
        user = null;
        if (UserIds.TryGetIndex(userId, out var index))
        {
            var row = _users[index];
            user = Profile(row.Indices.ToArray(), row.Stars.ToArray());
        }

        return user is not null;
    }

    /// <inheritdoc/>
    public override float Predict(UserProfile user, int itemId)
    {
        var taste = Check<TasteUser>(user);
        if (!ItemIds.TryGetIndex(itemId, out var item))
            return 0;
        var squared = taste.Focus * taste.Focus;
        var sum = _settings.Factor * VectorMath.Dot(taste.PaddedFactors, _factors.ItemVectors.PaddedRow(item));
        for (var i = 0; i < taste.Items.Length; i++)
            sum += taste.Grades[i] * WeightOf(taste.Items[i], item);
        var words = ArrayPool<float>.Shared.Rent(_content.Width);
        sum += _settings.Content * squared * _roots[item] * ContentOf(item, Spread(taste, words));
        ArrayPool<float>.Shared.Return(words);
        return (sum + Baseline(item, squared)) / Damping(_popularity[item], squared);
    }

    /// <inheritdoc/>
    public override void Score(UserProfile user, Span<float> scores)
    {
        var taste = Check<TasteUser>(user);
        ArgumentOutOfRangeException.ThrowIfNotEqual(scores.Length, ItemIds.Count, nameof(scores));
        var squared = taste.Focus * taste.Focus;
        AddWeights(taste, scores);
        var vectors = _factors.ItemVectors;
        for (var item = 0; item < scores.Length; item++)
            scores[item] += (_settings.Factor * VectorMath.Dot(taste.PaddedFactors, vectors.PaddedRow(item))) + Baseline(item, squared);
        if (squared == 0)
            return;
        var scale = _settings.Content * squared;
        var words = ArrayPool<float>.Shared.Rent(_content.Width);
        var spread = Spread(taste, words);
        var damping = ArrayPool<float>.Shared.Rent(_levels.Length);
        for (var level = 0; level < _levels.Length; level++)
            damping[level] = 1 / Damping(_levels[level], squared);
        for (var item = 0; item < scores.Length; item++)
            scores[item] = (scores[item] + (scale * _roots[item] * ContentOf(item, spread))) * damping[_levelOf[item]];
        ArrayPool<float>.Shared.Return(damping);
        ArrayPool<float>.Shared.Return(words);
    }

    /// <inheritdoc/>
    /// <remarks>Exact for the focus that all the ratings together have: each rating adds by its weights, factors and content; popularity is the baseline.</remarks>
    public override PredictionExplanation? Explain(ReadOnlySpan<ItemRating> ratings, int itemId)
    {
        if (!ItemIds.TryGetIndex(itemId, out var item))
            return null;
        var (known, stars) = KnownRatings(ratings);
        var user = FoldIn(ratings);
        var squared = user.Focus * user.Focus;
        var (items, signed) = Signed(user.Items, user.Grades);
        var byFactors = _factors.ContributionsTo(item, items, signed);
        var loved = LoveSum(user.Grades);
        var damping = Damping(_popularity[item], squared);
        var parts = new float[known.Length];
        for (var (i, next) = (0, 0); i < parts.Length; i++)
        {
            parts[i] = user.Grades[i] * WeightOf(known[i], item);
            if (next < items.Length && items[next] == known[i])
                parts[i] += _settings.Factor * byFactors[next++];
            parts[i] += _settings.Content * squared * _roots[item] * Love(user.Grades[i]) / (1 + loved) * _content.Cosine(known[i], item);
            parts[i] /= damping;
        }

        return Explanation(itemId, Baseline(item, squared) / damping, known, stars, parts);
    }

    /// <summary>The same model that knows the users of its training.</summary>
    internal TasteModel WithUsers(TrainingData data)
    {
        var interactions = data.Interactions.ToArray().GroupBy(one => one.UserId).ToDictionary(
            user => user.Key, user => user.Select(one => new ItemInteraction(one.ItemId, one.Weight)).ToArray());
        var rows = new (int[] Items, float[] Grades)[UserIds.Count];
        for (var user = 0; user < rows.Length; user++)
        {
            var ratings = new List<ItemRating>();
            if (data.Ratings.Users.TryGetIndex(UserIds[user], out var rated))
            {
                var row = data.Ratings.RatingsOfUser(rated);
                for (var i = 0; i < row.Count; i++)
                    ratings.Add(new ItemRating(data.Ratings.Items[row.Indices[i]], row.Stars[i]));
            }

            rows[user] = Grades(ratings.ToArray(), interactions.GetValueOrDefault(UserIds[user], []));
        }

        var offsets = new int[rows.Length + 1];
        for (var user = 0; user < rows.Length; user++)
            offsets[user + 1] = checked(offsets[user] + rows[user].Items.Length);
        var users = new CompressedRows(offsets, [.. rows.SelectMany(row => row.Items)], [.. rows.SelectMany(row => row.Grades)]);
        return new TasteModel(Facts with { UserRatingCounts = users.Lengths() }, _settings, _weights, _factors, _content, _popularity, users);
    }

    internal static TasteModel Read(ModelReader reader, ModelFacts facts)
    {
        var settings = TasteSettings.Read(reader);
        if (ModelFormat.ReadPart(reader) is not EaseModel weights || ModelFormat.ReadPart(reader) is not IalsModel factors || !factors.ItemIds.Ids.SequenceEqual(facts.ItemIds.Ids))
            throw new InvalidDataException("The model is damaged: its parts are not what they should be.");
        var content = ContentVectors.Read(reader, facts.ItemIds.Count);
        var popularity = reader.ReadArray<float>(facts.ItemIds.Count);
        return new TasteModel(facts, settings, weights, factors, content, popularity, StoredRows.Read(reader, facts.UserIds.Count, facts.ItemIds.Count));
    }

    internal override void Write(ModelWriter writer)
    {
        _settings.Write(writer);
        ModelFormat.WritePart(_weights, writer);
        ModelFormat.WritePart(_factors, writer);
        _content.Write(writer);
        writer.WriteArray<float>(_popularity);
        StoredRows.Write(writer, _users);
    }

    private static float Love(float grade) => grade >= LoveFrom ? (grade - LoveFrom) / (1 - LoveFrom) : Math.Min(0, grade);

    private static float LoveSum(float[] grades) => grades.Sum(grade => MathF.Abs(Love(grade)));

    // What has no grade speaks neither for nor against anything.
    private static (int[] Items, float[] Signed) Signed(int[] items, float[] grades)
    {
        var kept = Enumerable.Range(0, items.Length).Where(i => grades[i] != 0).ToArray();
        return (Array.ConvertAll(kept, i => items[i]), Array.ConvertAll(kept, i => grades[i]));
    }

    private TasteUser Profile(int[] items, float[] grades)
    {
        var (graded, signed) = Signed(items, grades);
        var words = new SortedDictionary<int, (float Mean, float Loved)>();
        var loved = LoveSum(grades);
        var undisliked = 0;
        for (var i = 0; i < items.Length; i++)
        {
            undisliked += grades[i] >= 0 ? 1 : 0;
            var love = Love(grades[i]);
            if (love == 0)
                continue;
            var row = _content[items[i]];
            for (var j = 0; j < row.Count; j++)
            {
                var (mean, sum) = words.GetValueOrDefault(row.Indices[j]);
                words[row.Indices[j]] = (mean + (love * row.Stars[j] / (1 + loved)), sum + (Math.Max(0, love) * row.Stars[j]));
            }
        }

        var length = Math.Sqrt(words.Values.Sum(word => (double)word.Loved * word.Loved));
        var focus = undisliked == 0 ? 0 : Math.Min(_settings.LargestFocus, (float)(length / undisliked));
        return new TasteUser(items, grades, _factors.VectorOf(graded, signed), [.. words.Keys], [.. words.Values.Select(word => word.Mean)], focus);
    }

    private (int[] Items, float[] Grades) Grades(ReadOnlySpan<ItemRating> ratings, ReadOnlySpan<ItemInteraction> interactions)
    {
        var (items, stars) = KnownRatings(ratings);
        var grades = Array.ConvertAll(stars, Grade);
        if (interactions.IsEmpty)
            return (items, grades);
        var all = new SortedDictionary<int, float>();
        foreach (var (itemId, weight) in interactions)
        {
            if (ItemIds.TryGetIndex(itemId, out var item))
                all[item] = Math.Min(1, weight) * Grade(_settings.Threshold);
        }

        // A rating says more than anything else that was done with the item.
        for (var i = 0; i < items.Length; i++)
            all[items[i]] = grades[i];
        return ([.. all.Keys], [.. all.Values]);
    }

    private float Grade(float stars)
    {
        var neutral = LowestStars + (NeutralShare * (HighestStars - LowestStars));
        return HighestStars > LowestStars ? Math.Clamp((stars - neutral) / (HighestStars - neutral), -1, 1) : 1;
    }

    private float WeightOf(int source, int item) => _places[source] < 0 || _places[item] < 0 ? 0 : _weights.WeightOf(_places[source], _places[item]);

    private float Baseline(int item, float squaredFocus) => _settings.Popularity * (1 - squaredFocus) * _popularity[item];

    private float Damping(float popularity, float squaredFocus) => squaredFocus == 0 ? 1 : MathF.Pow(popularity + LeastPopularity, _settings.Damping * squaredFocus);

    private float ContentOf(int item, ReadOnlySpan<float> words)
    {
        var row = _content[item];
        var sum = 0f;
        for (var i = 0; i < row.Count; i++)
            sum += row.Stars[i] * words[row.Indices[i]];
        return sum;
    }

    private ReadOnlySpan<float> Spread(TasteUser user, float[] words)
    {
        var spread = words.AsSpan(0, _content.Width);
        spread.Clear();
        for (var i = 0; i < user.Words.Length; i++)
            spread[user.Words[i]] = user.WordWeights[i];
        return spread;
    }

    private void AddWeights(TasteUser user, Span<float> scores)
    {
        scores.Clear();
        var own = _sameItems ? scores : new float[_weights.ItemIds.Count];
        for (var i = 0; i < user.Items.Length; i++)
        {
            if (_places[user.Items[i]] >= 0)
                _weights.AddTo(_places[user.Items[i]], user.Grades[i], own);
        }

        for (var item = 0; !_sameItems && item < scores.Length; item++)
            scores[item] = _places[item] < 0 ? 0 : own[_places[item]];
    }
}
