using System.ComponentModel.DataAnnotations;

namespace MovieMesh.Recommenders.Bayesian;

/// <summary>Settings of <see cref="BayesianTrainer"/>. There is little to tune: penalties are drawn along with the rest. The defaults were found on validation splits of MovieLens; see <c>docs/algorithms.md</c>.</summary>
public sealed class BayesianOptions
{
    /// <summary>The number of latent factors k, 1…256. Cost per sweep grows with k². Multiples of 8 waste nothing.</summary>
    [Range(1, 256)]
    [Tunable(8, 64, Logarithmic = true, Step = 8)]
    public int Factors { get; set; } = 16;

    /// <summary>How stars come about from predictions.</summary>
    [Tunable]
    public RatingLikelihood Likelihood { get; set; } = RatingLikelihood.Gaussian;

    /// <summary>Sweeps that are run, 2…100,000, those of <see cref="BurnIn"/> included; one sweep draws every unknown once.</summary>
    [Range(2, 100_000)]
    public int Sweeps { get; set; } = 400;

    /// <summary>The first sweeps, 1…99,999 and fewer than <see cref="Sweeps"/>, which are thrown away: they remember the random start.</summary>
    [Range(1, 99_999)]
    public int BurnIn { get; set; } = 100;

    /// <summary>
    /// S, sweeps evenly spaced after <see cref="BurnIn"/> that the model keeps and averages over, 1…1024; no more than there are. Memory of the model and time of a prediction grow with it.
    /// </summary>
    [Range(1, 1024)]
    public int KeptSamples { get; set; } = 32;

    /// <summary>Whether users are expected where the movies that they rated say, and movies where those who rated them say (as in SVD++, both ways). Training ratings alone count.</summary>
    public bool ImplicitSets { get; set; } = true;

    /// <summary>Whether users and movies are expected where what is known of them says: age, gender, occupation, region; genres, year, tags, director and cast.</summary>
    public bool SideInformation { get; set; } = true;

    /// <summary>The variance of factors that is thought likely beforehand, 1e-4…100; a handful of ratings decides otherwise.</summary>
    [Range(1e-4, 100)]
    [Tunable(0.001, 0.1, Logarithmic = true)]
    public float PriorVariance { get; set; } = 0.01f;

    /// <summary>The seed. The same seed, data and options give the same bits, on any number of threads.</summary>
    public ulong Seed { get; set; } = 42;

    /// <summary>Threads to use, 0…1024; 0 takes one per processor.</summary>
    [Range(0, 1024)]
    public int DegreeOfParallelism { get; set; }
}
