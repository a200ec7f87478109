namespace MovieMesh.Recommenders;

/// <summary>Fits models of one algorithm with one set of options. Safe for concurrent use.</summary>
public interface IRecommenderTrainer
{
    /// <summary>Fits a model.</summary>
    /// <param name="data">What to learn from, at least one rating.</param>
    /// <param name="progress">Told after each epoch, on the calling thread.</param>
    /// <param name="cancellationToken">Looked at often enough for a training to end within a second.</param>
    /// <returns>The fitted model.</returns>
    /// <exception cref="ArgumentException">There are no ratings, or the data do not suit the algorithm; the message says why.</exception>
    /// <exception cref="ArithmeticException">The options make the problem unsolvable in the precision used.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    RecommenderModel Train(TrainingData data, IProgress<TrainingEpoch>? progress = null, CancellationToken cancellationToken = default);
}
