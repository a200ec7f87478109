using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using MovieMesh.Recommenders.Baselines;
using MovieMesh.Recommenders.Persistence;

namespace MovieMesh.Recommenders.Neighbourhood;

/// <summary>A fitted user-based neighbourhood model, r̂ = b_ui + Σ_v w_uv·(r_vi − b_vi) / (λ + Σ_v w_uv) with b_ui = μ + b_u + b_i, over the k raters of i nearest to u.</summary>
/// <remarks>
/// <para>Immutable and safe for concurrent use. Memory: 16 bytes for each training rating and 8 for each neighbour kept, plus biases and id maps.</para>
/// <para>A user is nothing but neighbours here, so <see cref="WithoutUsers"/> keeps the ratings, without saying whose they are. A user who is folded in with exactly the
/// ratings of a trained one is taken for that one, who is then not a neighbour of herself.</para>
/// </remarks>
public sealed class UserKnnModel : RecommenderModel
{
    private readonly KnnSettings _settings;
    private readonly UserSearch _search;
    private readonly float[] _userBiases;
    private readonly float[] _itemBiases;
    private readonly CompressedRows _ratings;
    private readonly CompressedRows _neighbours;
    private readonly SimilarityMeasure _measure;
    private readonly ConcurrentBag<NeighbourScratch> _scratches = [];

    internal UserKnnModel(ModelFacts facts, KnnSettings settings, UserSearch search, float[] userBiases, float[] itemBiases, CompressedRows ratings, CompressedRows neighbours)
        : base(facts)
    {
        (_settings, _search, _userBiases, _itemBiases, _ratings, _neighbours) = (settings, search, userBiases, itemBiases, ratings, neighbours);
        _measure = search.Measure(ratings, ratings.Transpose(itemBiases.Length, workers: 1), facts.Mean, userBiases, itemBiases);
    }

    /// <inheritdoc/>
    public override UserKnnModel WithoutUsers() => new(Facts.WithoutUsers(), _settings, _search, _userBiases, _itemBiases, _ratings, StoredRows.None);

    /// <inheritdoc/>
    public override NeighbourUsers FoldIn(ReadOnlySpan<ItemRating> ratings)
    {
        var (items, stars) = KnownRatings(ratings);
        var row = new RatingRow(items, stars);
        var bias = RatingBiases.Solve(row, Mean, _itemBiases, _settings.BiasRegularization);
        if (!_scratches.TryTake(out var scratch))
            scratch = new NeighbourScratch(_measure, (int)Math.Min(_search.Candidates + 1L, int.MaxValue));
        _measure.FindNeighbours(row, bias, Mean, _search.MinimumCommon, excluded: -1, scratch);
        var (users, weights) = (new List<int>(scratch.Count), new List<float>(scratch.Count));
        for (var i = 0; i < scratch.Count && users.Count < _search.Candidates; i++)
        {
            var other = _ratings[scratch.Keys[i]];
            if (other.Indices.SequenceEqual(items) && other.Stars.SequenceEqual(stars))
                continue;
            users.Add(scratch.Keys[i]);
            weights.Add(_search.Exponent == 1 ? scratch.Scores[i] : MathF.Pow(scratch.Scores[i], _search.Exponent));
        }

        _scratches.Add(scratch);
        return new NeighbourUsers(bias, [.. users], [.. weights], items.Length);
    }

    /// <inheritdoc/>
    public override bool TryGetUser(int userId, [NotNullWhen(true)] out UserProfile? user)
    {
        user = null;
        if (UserIds.TryGetIndex(userId, out var index))
        {
            var list = _neighbours[index];
            user = new NeighbourUsers(_userBiases[index], list.Indices.ToArray(), list.Stars.ToArray(), Facts.UserRatingCounts[index]);
        }

        return user is not null;
    }

    /// <inheritdoc/>
    public override float Predict(UserProfile user, int itemId)
    {
        var neighbours = Check<NeighbourUsers>(user);
        if (!ItemIds.TryGetIndex(itemId, out var item))
            return Clamp(Mean + neighbours.Bias);
        var (sum, total, found) = (0f, _settings.Damping, 0);
        for (var i = 0; i < neighbours.Users.Length && found < _settings.Neighbours; i++)
        {
            var row = _ratings[neighbours.Users[i]];
            var place = row.Indices.BinarySearch(item);
            if (place < 0)
                continue;
            sum += neighbours.Weights[i] * (row.Stars[place] - Mean - _userBiases[neighbours.Users[i]] - _itemBiases[item]);
            total += neighbours.Weights[i];
            found++;
        }

        return Clamp(Mean + neighbours.Bias + _itemBiases[item] + (total > 0 ? sum / total : 0));
    }

    /// <inheritdoc/>
    public override void Score(UserProfile user, Span<float> scores)
    {
        var neighbours = Check<NeighbourUsers>(user);
        ArgumentOutOfRangeException.ThrowIfNotEqual(scores.Length, _itemBiases.Length, nameof(scores));
        var (totals, found) = (ArrayPool<float>.Shared.Rent(scores.Length), ArrayPool<int>.Shared.Rent(scores.Length));
        Array.Fill(totals, _settings.Damping, 0, scores.Length);
        Array.Clear(found, 0, scores.Length);
        scores.Clear();
        for (var i = 0; i < neighbours.Users.Length; i++)
        {
            var (other, weight) = (neighbours.Users[i], neighbours.Weights[i]);
            var row = _ratings[other];
            for (var place = 0; place < row.Count; place++)
            {
                var item = row.Indices[place];
                if (found[item]++ >= _settings.Neighbours)
                    continue;
                scores[item] += weight * (row.Stars[place] - Mean - _userBiases[other] - _itemBiases[item]);
                totals[item] += weight;
            }
        }

        for (var item = 0; item < scores.Length; item++)
            scores[item] = Mean + neighbours.Bias + _itemBiases[item] + (totals[item] > 0 ? scores[item] / totals[item] : 0);
        ArrayPool<float>.Shared.Return(totals);
        ArrayPool<int>.Shared.Return(found);
    }

    internal static UserKnnModel Read(ModelReader reader, ModelFacts facts)
    {
        var (settings, search) = (KnnSettings.Read(reader), UserSearch.Read(reader));
        var users = reader.ReadCount();
        var (userBiases, itemBiases) = (reader.ReadArray<float>(users), reader.ReadArray<float>(facts.ItemIds.Count));
        var ratings = StoredRows.Read(reader, users, facts.ItemIds.Count);
        return new UserKnnModel(facts, settings, search, userBiases, itemBiases, ratings, StoredRows.Read(reader, facts.UserIds.Count, users));
    }

    internal override void Write(ModelWriter writer)
    {
        _settings.Write(writer);
        _search.Write(writer);
        writer.Write(_userBiases.Length);
        writer.WriteArray<float>(_userBiases);
        writer.WriteArray<float>(_itemBiases);
        StoredRows.Write(writer, _ratings);
        StoredRows.Write(writer, _neighbours);
    }
}
