using MovieMesh.Storage.Ratings;

namespace MovieMesh.TrainingWorker;

/// <summary>What the retrain policy judges by.</summary>
/// <param name="Newest">The newest run, whatever became of it: what it learned from is not new any more.</param>
/// <param name="Champion">The run whose model serves, or null.</param>
/// <param name="NewRatings">Ratings that changed after the newest run's data.</param>
/// <param name="Window">The champion's error on ratings after the newest run's data, or null.</param>
internal sealed record RetrainFacts(StoredModelRun Newest, StoredModelRun? Champion, long NewRatings, PrequentialWindow? Window);
