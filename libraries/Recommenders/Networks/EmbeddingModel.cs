using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using MovieMesh.Recommenders.Factorization;
using MovieMesh.Recommenders.Persistence;

namespace MovieMesh.Recommenders.Networks;

/// <summary>A fitted network over embeddings; see <see cref="EmbeddingTrainer"/>.</summary>
/// <remarks>
/// Immutable and safe for concurrent use. Memory: 4·k bytes per user and item, the network's few thousand weights. Scoring costs 3·k·h + h²/2 multiply-adds an item; a
/// fold-in some eight rounds (fewer as a rule) of twice that and k² for each rating.
/// </remarks>
public sealed class EmbeddingModel : RecommenderModel
{
    private const int LargestFactors = 256;
    private const int LargestHidden = 1024;
    private const int ChunkSize = 64;

    private readonly EmbeddingNetwork _network;
    private readonly FactorTable _users;
    private readonly FactorTable _items;
    private readonly Penalty _userPenalty;
    private readonly ConcurrentBag<EmbeddingUserSolver> _solvers = [];
    private readonly ConcurrentBag<EmbeddingBatch> _batches = [];

    internal EmbeddingModel(ModelFacts facts, EmbeddingNetwork network, FactorTable users, FactorTable items, Penalty userPenalty)
        : base(facts) => (_network, _users, _items, _userPenalty) = (network, users, items, userPenalty);

    internal override FactorTable ItemVectors => _items;

    /// <inheritdoc/>
    public override EmbeddingModel WithoutUsers() => new(Facts.WithoutUsers(), _network, new FactorTable(0, _network.Factors), _items, _userPenalty);

    /// <inheritdoc/>
    public override UserVector FoldIn(ReadOnlySpan<ItemRating> ratings)
    {
        var (items, stars) = KnownRatings(ratings);
        var embedding = new float[_network.Stride];
        if (!_solvers.TryTake(out var solver))
            solver = new EmbeddingUserSolver(_network, _items, Mean, _userPenalty);
        var bias = solver.Solve(new RatingRow(items, stars), embedding);
        _solvers.Add(solver);
        return new UserVector(bias, embedding, _network.Factors, items.Length);
    }

    /// <inheritdoc/>
    public override bool TryGetUser(int userId, [NotNullWhen(true)] out UserProfile? user)
    {
        user = UserIds.TryGetIndex(userId, out var index)
            ? new UserVector(_users.Biases[index], _users.PaddedRow(index).ToArray(), _network.Factors, Facts.UserRatingCounts[index])
            : null;
        return user is not null;
    }

    /// <inheritdoc/>
    public override float Predict(UserProfile user, int itemId)
    {
        var vector = Check(user);
        if (!ItemIds.TryGetIndex(itemId, out var item))
            return Clamp(Mean + vector.Bias);
        var stars = 0f;
        Score(vector, item, new Span<float>(ref stars));
        return Clamp(stars);
    }

    /// <inheritdoc/>
    public override void Score(UserProfile user, Span<float> scores)
    {
        var vector = Check(user);
        ArgumentOutOfRangeException.ThrowIfNotEqual(scores.Length, _items.Rows, nameof(scores));
        Score(vector, 0, scores);
    }

    internal static EmbeddingModel Read(ModelReader reader, ModelFacts facts)
    {
        var network = new EmbeddingNetwork(Math.Max(1, reader.ReadCount(LargestFactors)), Math.Max(1, reader.ReadCount(LargestHidden)));
        var userPenalty = reader.Read<Penalty>();
        reader.ReadArray<float>(network.Parameters.Length).CopyTo(network.Parameters.AsSpan());
        var users = FactorTable.Read(reader, facts.UserIds.Count, network.Factors);
        return new EmbeddingModel(facts, network, users, FactorTable.Read(reader, facts.ItemIds.Count, network.Factors), userPenalty);
    }

    internal override void Write(ModelWriter writer)
    {
        writer.Write(_network.Factors);
        writer.Write(_network.Hidden);
        writer.Write(_userPenalty);
        writer.WriteArray<float>(_network.Parameters);
        _users.Write(writer);
        _items.Write(writer);
    }

    /// <summary>Scores of the items from <paramref name="first"/> on, as many as there is room for.</summary>
    private void Score(UserVector user, int first, Span<float> scores)
    {
        if (!_batches.TryTake(out var batch))
            batch = _network.CreateBatch(ChunkSize);
        for (var start = 0; start < scores.Length; start += ChunkSize)
        {
            var chunk = scores[start..Math.Min(scores.Length, start + ChunkSize)];
            for (var row = 0; row < chunk.Length; row++)
                batch.SetPair(row, user.PaddedFactors, _items.PaddedRow(first + start + row));
            _network.Forward(batch, chunk.Length);
            for (var row = 0; row < chunk.Length; row++)
                chunk[row] = Mean + user.Bias + _items.Biases[first + start + row] + batch.Outputs[row];
        }

        _batches.Add(batch);
    }

    private UserVector Check(UserProfile user)
    {
        var vector = Check<UserVector>(user);
        return vector.Factors.Length == _network.Factors
            ? vector
            : throw new ArgumentException($"The user's vector has {vector.Factors.Length} factors, the model {_network.Factors}.", nameof(user));
    }
}
