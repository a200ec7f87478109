namespace MovieMesh.Recommenders.Networks;

/// <summary>How an <see cref="EmbeddingModel"/> finds the embedding of a user: the penalties of training.</summary>
internal readonly record struct FoldInSettings(float BiasRegularization, float Regularization, float Shrinkage);
