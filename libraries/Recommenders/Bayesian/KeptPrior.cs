using MovieMesh.Recommenders.Numerics;
using MovieMesh.Recommenders.Persistence;

namespace MovieMesh.Recommenders.Bayesian;

/// <summary>What users have in common in one kept sweep: all that a fold-in needs beside the items.</summary>
/// <param name="UserMean">m of users of whom nothing is known, padded.</param>
/// <param name="UserPrecision">The diagonal of Λ of users, padded.</param>
/// <param name="Items">Where the items lie that users are drawn given.</param>
/// <param name="Noise">α.</param>
/// <param name="Link">From latent numbers to stars; null where predictions are stars.</param>
internal sealed record KeptPrior(float[] UserMean, float[] UserPrecision, ColumnMoments Items, float Noise, OrderedLink? Link)
{
    public static KeptPrior Of(GibbsRun run, RatingMatrix ratings, int knownBlocks) => new(run.UserPrior.MeanBut(knownBlocks), [.. run.UserPrior.Precision], ColumnMoments.Of(run.Items, ratings.ByItem), run.Noise, run.Link);

    public static KeptPrior Read(ModelReader reader, int factors, float[] stars)
    {
        var stride = VectorMath.Padded(factors + 1);
        return new KeptPrior(
            reader.ReadArray<float>(stride), reader.ReadArray<float>(stride), new ColumnMoments(reader.ReadArray<float>(factors), reader.ReadArray<float>(factors)), reader.Read<float>(), stars.Length == 0 ? null : new OrderedLink(stars, reader.ReadArray<double>(stars.Length - 1)));
    }

    public void Write(ModelWriter writer)
    {
        writer.WriteArray<float>(UserMean);
        writer.WriteArray<float>(UserPrecision);
        writer.WriteArray<float>(Items.Means);
        writer.WriteArray<float>(Items.Variances);
        writer.Write(Noise);
        if (Link is not null)
            writer.WriteArray<double>(Link.Thresholds);
    }
}
