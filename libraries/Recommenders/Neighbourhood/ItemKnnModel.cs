using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using MovieMesh.Recommenders.Baselines;
using MovieMesh.Recommenders.Persistence;

namespace MovieMesh.Recommenders.Neighbourhood;

/// <summary>A fitted item-based neighbourhood model, r̂ = b_ui + Σⱼ w_ij·(r_uj − b_uj) / (λ + Σⱼ w_ij) with b_ui = μ + b_u + b_i, over the k rated items nearest to i.</summary>
/// <remarks>
/// <para>Immutable and safe for concurrent use. Memory: 8 bytes for each neighbour kept and for each rating of the trained users, plus biases and id maps.</para>
/// <para>A prediction looks through the item's list until k rated items are found; the whole catalogue through all lists. An item's own rating never speaks for itself.</para>
/// </remarks>
public sealed class ItemKnnModel : RecommenderModel
{
    private readonly KnnSettings _settings;
    private readonly float[] _biases;
    private readonly CompressedRows _neighbours;
    private readonly CompressedRows _ratings;

    internal ItemKnnModel(ModelFacts facts, KnnSettings settings, float[] biases, CompressedRows neighbours, CompressedRows ratings)
        : base(facts) => (_settings, _biases, _neighbours, _ratings) = (settings, biases, neighbours, ratings);

    /// <inheritdoc/>
    public override ItemKnnModel WithoutUsers() => new(Facts.WithoutUsers(), _settings, _biases, _neighbours, StoredRows.None);

    /// <inheritdoc/>
    public override RatedItems FoldIn(ReadOnlySpan<ItemRating> ratings)
    {
        var (items, stars) = KnownRatings(ratings);
        return Profile(new RatingRow(items, stars));
    }

    /// <inheritdoc/>
    public override bool TryGetUser(int userId, [NotNullWhen(true)] out UserProfile? user)
    {
        user = UserIds.TryGetIndex(userId, out var index) ? Profile(_ratings[index]) : null;
        return user is not null;
    }

    /// <inheritdoc/>
    public override float Predict(UserProfile user, int itemId)
    {
        var rated = Check<RatedItems>(user);
        return Clamp(ItemIds.TryGetIndex(itemId, out var item) ? Score(rated, item) : Mean + rated.Bias);
    }

    /// <inheritdoc/>
    public override void Score(UserProfile user, Span<float> scores)
    {
        var rated = Check<RatedItems>(user);
        ArgumentOutOfRangeException.ThrowIfNotEqual(scores.Length, _biases.Length, nameof(scores));
        var residuals = ArrayPool<float>.Shared.Rent(scores.Length);
        Array.Fill(residuals, float.NaN, 0, scores.Length);
        for (var i = 0; i < rated.Items.Length; i++)
            residuals[rated.Items[i]] = rated.Residuals[i];
        ScoreAll(rated.Bias, residuals, scores);
        ArrayPool<float>.Shared.Return(residuals);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Exact: with tⱼ = starsⱼ − μ − bⱼ and n ratings, the user's bias is Σ tⱼ/(n + λ_u), so that rating j contributes wⱼ·tⱼ for the neighbour that it is (0 for those
    /// that are none), and (1 − Σ w)·tⱼ/(n + λ_u) through the bias; the w are divided by λ + Σ w.
    /// </remarks>
    public override PredictionExplanation? Explain(ReadOnlySpan<ItemRating> ratings, int itemId)
    {
        if (!ItemIds.TryGetIndex(itemId, out var item))
            return null;
        var (items, stars) = KnownRatings(ratings);
        var rated = Profile(new RatingRow(items, stars));
        var weights = new float[items.Length];
        var (total, found) = (_settings.Damping, 0);
        var list = _neighbours[item];
        for (var i = 0; i < list.Count && found < _settings.Neighbours; i++)
        {
            var place = rated.PlaceOf(list.Indices[i]);
            if (place < 0)
                continue;
            weights[place] = list.Stars[i];
            total += list.Stars[i];
            found++;
        }

        var throughBias = (1 - (total > 0 ? weights.Sum() / total : 0)) / (items.Length + _settings.BiasRegularization);
        var parts = new float[items.Length];
        for (var i = 0; i < parts.Length; i++)
            parts[i] = (throughBias + (total > 0 ? weights[i] / total : 0)) * (stars[i] - Mean - _biases[items[i]]);
        return Explanation(itemId, Mean + _biases[item], items, stars, parts);
    }

    internal static ItemKnnModel Read(ModelReader reader, ModelFacts facts)
    {
        var items = facts.ItemIds.Count;
        var settings = KnnSettings.Read(reader);
        return new ItemKnnModel(facts, settings, reader.ReadArray<float>(items), StoredRows.Read(reader, items, items), StoredRows.Read(reader, facts.UserIds.Count, items));
    }

    internal override void Write(ModelWriter writer)
    {
        _settings.Write(writer);
        writer.WriteArray<float>(_biases);
        StoredRows.Write(writer, _neighbours);
        StoredRows.Write(writer, _ratings);
    }

    private RatedItems Profile(RatingRow ratings)
    {
        var bias = RatingBiases.Solve(ratings, Mean, _biases, _settings.BiasRegularization);
        var residuals = new float[ratings.Count];
        for (var i = 0; i < residuals.Length; i++)
            residuals[i] = ratings.Stars[i] - Mean - bias - _biases[ratings.Indices[i]];
        return new RatedItems(bias, ratings.Indices.ToArray(), residuals);
    }

    private float Score(RatedItems rated, int item)
    {
        var (sum, total, found) = (0f, _settings.Damping, 0);
        var list = _neighbours[item];
        for (var i = 0; i < list.Count && found < _settings.Neighbours; i++)
        {
            var place = rated.PlaceOf(list.Indices[i]);
            if (place < 0)
                continue;
            sum += list.Stars[i] * rated.Residuals[place];
            total += list.Stars[i];
            found++;
        }

        return Mean + rated.Bias + _biases[item] + (total > 0 ? sum / total : 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ScoreAll(float bias, float[] residuals, Span<float> scores)
    {
        for (var item = 0; item < scores.Length; item++)
        {
            var (sum, total, found) = (0f, _settings.Damping, 0);
            var list = _neighbours[item];
            var others = list.Indices;
            var weights = list.Stars;
            for (var i = 0; i < others.Length; i++)
            {
                var residual = residuals[others[i]];
                if (float.IsNaN(residual))
                    continue;
                sum += weights[i] * residual;
                total += weights[i];
                if (++found == _settings.Neighbours)
                    break;
            }

            scores[item] = Mean + bias + _biases[item] + (total > 0 ? sum / total : 0);
        }
    }
}
