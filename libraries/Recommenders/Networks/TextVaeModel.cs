using System.Diagnostics.CodeAnalysis;
using MovieMesh.Recommenders.Factorization;
using MovieMesh.Recommenders.Numerics;
using MovieMesh.Recommenders.Persistence;

namespace MovieMesh.Recommenders.Networks;

/// <summary>Movies as directions in the space that a text autoencoder learned, users as what they like more than their own average; see <see cref="TextVaeTrainer"/>.</summary>
/// <remarks>
/// score = taste · direction + popularity, with taste = Σ (starsⱼ − m)·directionⱼ / Σ |starsⱼ − m| and m the user's mean, damped towards the mean of all; popularity
/// is ln(1 + ratings) over its maximum, weighted. Immutable and safe for concurrent use. Memory: 4·k bytes per user and movie, and the encoder.
/// </remarks>
public sealed class TextVaeModel : RecommenderModel
{
    private const float Damping = 5;

    private readonly MovieEncoder _encoder;
    private readonly FactorTable _items;
    private readonly FactorTable _users;
    private readonly float _popularityWeight;
    private readonly float[] _popularity;

    internal TextVaeModel(ModelFacts facts, MovieEncoder encoder, FactorTable items, FactorTable users, float popularityWeight, IReadOnlyList<VaeLoss> curves)
        : base(facts)
    {
        (_encoder, _items, _users, _popularityWeight, Curves) = (encoder, items, users, popularityWeight, curves);
        var most = MathF.Log(1 + Math.Max(1, facts.ItemRatingCounts.DefaultIfEmpty(0).Max()));
        _popularity = [.. facts.ItemRatingCounts.Select(count => popularityWeight * MathF.Log(1 + count) / most)];
    }

    /// <summary>Reconstruction and KL loss of every epoch of training.</summary>
    public IReadOnlyList<VaeLoss> Curves { get; }

    internal override FactorTable ItemVectors => _items;

    /// <inheritdoc/>
    public override TextVaeModel WithoutUsers() => new(Facts.WithoutUsers(), _encoder, _items, new FactorTable(0, _encoder.Factors), _popularityWeight, Curves);

    /// <summary>The direction of a movie that training need not have seen, or of a wish in free text.</summary>
    /// <param name="text">A title, a description, or what one feels like.</param>
    /// <param name="genres">Genres preferred; may be empty.</param>
    /// <returns>A vector of length 1, or 0 when nothing of it means anything.</returns>
    public ReadOnlyMemory<float> Encode(string text, IReadOnlyList<string>? genres = null) =>
        _encoder.Encode(new ItemInformation(0, text) { Genres = genres ?? [] }).AsMemory(0, _encoder.Factors);

    /// <summary>The movies nearest to a wish in free text.</summary>
    /// <param name="text">What one feels like, in the words of titles, tags and descriptions.</param>
    /// <param name="genres">Genres preferred; may be empty.</param>
    /// <param name="count">The length of the list, ≥ 0.</param>
    /// <returns>Nearest first, equal ones by ascending id.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public SimilarItem[] NearestTo(string text, IReadOnlyList<string>? genres, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var wish = Encode(text, genres).Span;
        var (scores, keys) = (new float[Math.Min(count, _items.Rows)], new int[Math.Min(count, _items.Rows)]);
        var top = new TopK(scores, keys);
        for (var item = 0; item < _items.Rows; item++)
            top.Offer(VectorMath.Dot(wish, _items.Row(item)), item);
        top.Sort();
        var list = new SimilarItem[top.Count];
        for (var place = 0; place < list.Length; place++)
            list[place] = new SimilarItem(ItemIds[keys[place]], scores[place], CoRaters: 0);
        return list;
    }

    /// <inheritdoc/>
    public override UserVector FoldIn(ReadOnlySpan<ItemRating> ratings)
    {
        var (items, stars) = KnownRatings(ratings);
        var taste = new float[_items.Stride];
        Taste(items, stars, taste);
        return new UserVector(0, taste, _encoder.Factors, items.Length);
    }

    /// <inheritdoc/>
    public override bool TryGetUser(int userId, [NotNullWhen(true)] out UserProfile? user)
    {
        user = UserIds.TryGetIndex(userId, out var index)
            ? new UserVector(0, _users.PaddedRow(index).ToArray(), _encoder.Factors, Facts.UserRatingCounts[index])
            : null;
        return user is not null;
    }

    /// <inheritdoc/>
    public override float Predict(UserProfile user, int itemId)
    {
        var taste = Check<UserVector>(user);
        return ItemIds.TryGetIndex(itemId, out var item) ? Score(taste, item) : 0;
    }

    /// <inheritdoc/>
    public override void Score(UserProfile user, Span<float> scores)
    {
        var taste = Check<UserVector>(user);
        ArgumentOutOfRangeException.ThrowIfNotEqual(scores.Length, _items.Rows, nameof(scores));
        for (var item = 0; item < scores.Length; item++)
            scores[item] = Score(taste, item);
    }

    /// <inheritdoc/>
    /// <remarks>Exact: rating j contributes (starsⱼ − m)·directionⱼ·direction / Σ |stars − m|.</remarks>
    public override PredictionExplanation? Explain(ReadOnlySpan<ItemRating> ratings, int itemId)
    {
        if (!ItemIds.TryGetIndex(itemId, out var item))
            return null;
        var (items, stars) = KnownRatings(ratings);
        var weights = Weights(stars);
        var parts = new float[items.Length];
        for (var i = 0; i < parts.Length; i++)
            parts[i] = weights[i] * VectorMath.Dot(_items.PaddedRow(items[i]), _items.PaddedRow(item));
        return Explanation(itemId, _popularity[item], items, stars, parts);
    }

    internal static TextVaeModel Read(ModelReader reader, ModelFacts facts)
    {
        var encoder = MovieEncoder.Read(reader);
        var popularityWeight = reader.Read<float>();
        var curves = reader.ReadArray<VaeLoss>(reader.ReadCount());
        var items = FactorTable.Read(reader, facts.ItemIds.Count, encoder.Factors);
        return new TextVaeModel(facts, encoder, items, FactorTable.Read(reader, facts.UserIds.Count, encoder.Factors), popularityWeight, curves);
    }

    internal override void Write(ModelWriter writer)
    {
        _encoder.Write(writer);
        writer.Write(_popularityWeight);
        writer.Write(Curves.Count);
        writer.WriteArray<VaeLoss>(Curves.ToArray());
        _items.Write(writer);
        _users.Write(writer);
    }

    /// <summary>The same model with the tastes of the users of a matrix.</summary>
    internal TextVaeModel WithUsers(RatingMatrix ratings, CancellationToken cancellationToken)
    {
        var users = new FactorTable(ratings.Users.Count, _encoder.Factors);
        for (var user = 0; user < users.Rows; user++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var row = ratings.RatingsOfUser(user);
            var items = new int[row.Count];
            for (var i = 0; i < items.Length; i++)
                items[i] = ItemIds.IndexOf(ratings.Items[row.Indices[i]]);
            Taste(items, row.Stars, users.PaddedRow(user));
        }

        return new TextVaeModel(Facts, _encoder, _items, users, _popularityWeight, Curves);
    }

    private float Score(UserVector taste, int item) => VectorMath.Dot(taste.PaddedFactors, _items.PaddedRow(item)) + _popularity[item];

    private void Taste(ReadOnlySpan<int> items, ReadOnlySpan<float> stars, Span<float> taste)
    {
        var weights = Weights(stars);
        for (var i = 0; i < items.Length; i++)
            VectorMath.Axpy(weights[i], _items.PaddedRow(items[i]), taste);
    }

    /// <summary>(stars − m) / Σ |stars − m|; all 0 for a user who has no more to say than everybody.</summary>
    private float[] Weights(ReadOnlySpan<float> stars)
    {
        var mean = Damping * Mean;
        foreach (var value in stars)
            mean += value;
        mean /= stars.Length + Damping;
        var (weights, total) = (new float[stars.Length], 0f);
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] = stars[i] - mean;
            total += Math.Abs(weights[i]);
        }

        foreach (ref var weight in weights.AsSpan())
            weight = total > 1e-3f ? weight / total : 0;
        return weights;
    }
}
