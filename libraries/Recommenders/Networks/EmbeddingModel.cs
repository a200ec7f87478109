using System.Diagnostics.CodeAnalysis;
using MovieMesh.Recommenders.Baselines;
using MovieMesh.Recommenders.Factorization;
using MovieMesh.Recommenders.Numerics;
using MovieMesh.Recommenders.Persistence;

namespace MovieMesh.Recommenders.Networks;

/// <summary>A fitted network over embeddings; see <see cref="EmbeddingTrainer"/>.</summary>
/// <remarks>
/// Immutable and safe for concurrent use. Memory: 4·k bytes per user, 4·(k + h) per item, the network's weights. A fold-in looks for the embedding by some
/// dozens of steps of Adam against the fixed network, from zero, so it always finds the same; scoring costs O(h²) per item.
/// </remarks>
public sealed class EmbeddingModel : RecommenderModel
{
    private const int LargestLayer = 1 << 16;
    private const int FoldInSteps = 60;
    private const float FoldInRate = 0.05f;

    private readonly RatingNetwork _network;
    private readonly FactorTable _users;
    private readonly FactorTable _items;
    private readonly FoldInSettings _foldIn;
    private readonly float[] _prepared;

    internal EmbeddingModel(ModelFacts facts, RatingNetwork network, FactorTable users, FactorTable items, FoldInSettings foldIn)
        : base(facts)
    {
        (_network, _users, _items, _foldIn) = (network, users, items, foldIn);
        _prepared = new float[items.Rows * network.PreparedLength];
        for (var item = 0; item < items.Rows; item++)
            network.Prepare(items.PaddedRow(item), Prepared(item));
    }

    internal override FactorTable ItemVectors => _items;

    /// <inheritdoc/>
    public override EmbeddingModel WithoutUsers() =>
        new(Facts.WithoutUsers(), _network, new FactorTable(0, _network.Factors), _items, _foldIn);

    /// <inheritdoc/>
    public override UserVector FoldIn(ReadOnlySpan<ItemRating> ratings)
    {
        var (items, stars) = KnownRatings(ratings);
        var bias = RatingBiases.Solve(new RatingRow(items, stars), Mean, _items.Biases, _foldIn.BiasRegularization);
        var embedding = new float[_network.Stride];
        if (items.Length == 0)
            return new UserVector(0, embedding, _network.Factors, 0);
        var (adam, scratch) = (new Adam(_network.Stride), new NetworkScratch(_network));
        var shrink = items.Length / (items.Length + _foldIn.Shrinkage);
        var (shrunk, sum, one, ignored) = (new float[_network.Stride], new float[_network.Stride], new float[_network.Stride], new float[_network.Stride]);
        for (var step = 1; step <= FoldInSteps; step++)
        {
            Array.Clear(sum);
            Array.Clear(shrunk);
            VectorMath.Axpy(shrink, embedding, shrunk);
            for (var i = 0; i < items.Length; i++)
            {
                var item = _items.PaddedRow(items[i]);
                var error = Mean + bias + _items.Biases[items[i]] + _network.Forward(shrunk, item, scratch) - stars[i];
                _network.Backward(shrunk, item, error / items.Length, scratch, gradient: [], one, ignored);
                VectorMath.Axpy(shrink, one, sum);
            }

            adam.Step(embedding, sum, 0, FoldInRate, step, _foldIn.Regularization);
        }

        Array.Clear(shrunk);
        VectorMath.Axpy(shrink, embedding, shrunk);
        return new UserVector(bias, shrunk, _network.Factors, items.Length);
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
        var preparedUser = new float[_network.PreparedLength];
        _network.PrepareUser(vector.PaddedFactors, preparedUser);
        return Clamp(Score(vector, preparedUser, item, new NetworkScratch(_network)));
    }

    /// <inheritdoc/>
    public override void Score(UserProfile user, Span<float> scores)
    {
        var vector = Check(user);
        ArgumentOutOfRangeException.ThrowIfNotEqual(scores.Length, _items.Rows, nameof(scores));
        var preparedUser = new float[_network.PreparedLength];
        _network.PrepareUser(vector.PaddedFactors, preparedUser);
        var scratch = new NetworkScratch(_network);
        for (var item = 0; item < scores.Length; item++)
            scores[item] = Score(vector, preparedUser, item, scratch);
    }

    internal static EmbeddingModel Read(ModelReader reader, ModelFacts facts)
    {
        var network = new RatingNetwork(Math.Max(1, reader.ReadCount(LargestLayer)), Math.Max(1, reader.ReadCount(LargestLayer)));
        var foldIn = reader.Read<FoldInSettings>();
        reader.ReadArray<float>(network.Parameters.Length).CopyTo(network.Parameters.AsSpan());
        var users = FactorTable.Read(reader, facts.UserIds.Count, network.Factors);
        return new EmbeddingModel(facts, network, users, FactorTable.Read(reader, facts.ItemIds.Count, network.Factors), foldIn);
    }

    internal override void Write(ModelWriter writer)
    {
        writer.Write(_network.Factors);
        writer.Write(_network.Hidden);
        writer.Write(_foldIn);
        writer.WriteArray<float>(_network.Parameters);
        _users.Write(writer);
        _items.Write(writer);
    }

    private Span<float> Prepared(int item) => _prepared.AsSpan(item * _network.PreparedLength, _network.PreparedLength);

    private float Score(UserVector user, ReadOnlySpan<float> preparedUser, int item, NetworkScratch scratch) =>
        Mean + user.Bias + _items.Biases[item] + _network.ForwardFrom(user.PaddedFactors, preparedUser, _items.PaddedRow(item), Prepared(item), scratch);

    private UserVector Check(UserProfile user)
    {
        var vector = Check<UserVector>(user);
        return vector.Factors.Length == _network.Factors
            ? vector
            : throw new ArgumentException($"The user's vector has {vector.Factors.Length} factors, the model {_network.Factors}.", nameof(user));
    }
}
