using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using MovieMesh.Recommenders;
using MovieMesh.Recommenders.Factorization;
using MovieMesh.Recommenders.Numerics;

namespace MovieMesh.Workbench.MLNet;

/// <summary>
/// ML.NET's MatrixFactorizationTrainer (LIBMF) behind the library's interface, to be measured beside our own. Its model is r̂ = μ + w_user · w_item, of the form of
/// <c>sgd</c> with biases of zero, and says so when it is saved.
/// </summary>
internal sealed class MLNetTrainer(MLNetOptions options) : IRecommenderTrainer
{
    // No bias in this model: a fold-in keeps it at zero.
    private const float NoBias = 1e6f;

    public RecommenderModel Train(TrainingData data, IProgress<TrainingEpoch>? progress = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var ratings = data.Ratings;
        var context = new MLContext();
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.User)].ColumnType = new KeyDataViewType(typeof(uint), (ulong)ratings.Users.Count);
        schema[nameof(Row.Item)].ColumnType = new KeyDataViewType(typeof(uint), (ulong)ratings.Items.Count);
        var trainer = context.Recommendation().Trainers.MatrixFactorization(new MatrixFactorizationTrainer.Options
        {
            MatrixRowIndexColumnName = nameof(Row.User),
            MatrixColumnIndexColumnName = nameof(Row.Item),
            LabelColumnName = nameof(Row.Label),
            ApproximationRank = options.ApproximationRank,
            NumberOfIterations = options.NumberOfIterations,
            LearningRate = options.LearningRate,
            Lambda = options.Lambda,
            NumberOfThreads = options.NumberOfThreads,
            Quiet = true,
        });
        var fitted = trainer.Fit(context.Data.LoadFromEnumerable(Rows(ratings), schema)).Model;
        var users = Table(fitted.LeftFactorMatrix, fitted.NumberOfRows, fitted.ApproximationRank);
        var items = Table(fitted.RightFactorMatrix, fitted.NumberOfColumns, fitted.ApproximationRank);
        return new FactorModel(ModelFacts.Of(SgdTrainer.Definition.Name, ratings, TrainRmse(ratings, users, items)), users, items, new Penalty((float)options.Lambda, 0, 1, NoBias));
    }

    private static IEnumerable<Row> Rows(RatingMatrix ratings)
    {
        for (var user = 0; user < ratings.Users.Count; user++)
        {
            var (items, stars) = (ratings.RatingsOfUser(user).Indices.ToArray(), ratings.RatingsOfUser(user).Stars.ToArray());
            for (var i = 0; i < items.Length; i++)
                yield return new Row { User = (uint)user + 1, Item = (uint)items[i] + 1, Label = stars[i] - ratings.Mean };
        }
    }

    private static FactorTable Table(IReadOnlyList<float> values, int rows, int factors)
    {
        var table = new FactorTable(rows, factors);
        for (var row = 0; row < rows; row++)
        {
            for (var factor = 0; factor < factors; factor++)
                table.PaddedRow(row)[factor] = values[(row * factors) + factor];
        }

        return table;
    }

    private static float TrainRmse(RatingMatrix ratings, FactorTable users, FactorTable items)
    {
        var sum = 0.0;
        for (var user = 0; user < ratings.Users.Count; user++)
        {
            var row = ratings.RatingsOfUser(user);
            for (var i = 0; i < row.Count; i++)
            {
                double error = Math.Clamp(ratings.Mean + VectorMath.Dot(users.PaddedRow(user), items.PaddedRow(row.Indices[i])), ratings.LowestStars, ratings.HighestStars) - row.Stars[i];
                sum += error * error;
            }
        }

        return (float)Math.Sqrt(sum / ratings.Count);
    }

    private sealed class Row
    {
        public uint User { get; set; }

        public uint Item { get; set; }

        public float Label { get; set; }
    }
}
