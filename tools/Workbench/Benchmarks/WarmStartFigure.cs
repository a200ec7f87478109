namespace MovieMesh.Workbench.Benchmarks;

/// <summary>One training, from nothing and from the factors of the one before.</summary>
/// <param name="Ratings">The ratings there were by then, held-out ones included.</param>
/// <param name="Cold">From nothing: the least held-out error, the epoch that it takes, and the seconds of all epochs run.</param>
/// <param name="Warm">From the factors of the one before.</param>
/// <param name="WarmEpochs">The epochs from there to the least error from nothing; null where that is not reached.</param>
internal sealed record WarmStartFigure(int Ratings, WarmStartFigure.Fit Cold, WarmStartFigure.Fit Warm, int? WarmEpochs)
{
    internal sealed record Fit(double Error, int Epoch, int Epochs, double Seconds);
}
