using MovieMesh.Recommenders.Numerics;
using MovieMesh.Recommenders.Persistence;

namespace MovieMesh.Recommenders.Bayesian;

/// <summary>What users have in common in one kept sweep: all that a fold-in needs beside the items.</summary>
/// <param name="UserMean">m of users, padded.</param>
/// <param name="UserPrecision">Λ of users, k + 1 padded rows.</param>
/// <param name="Noise">α.</param>
internal sealed record KeptPrior(float[] UserMean, float[] UserPrecision, float Noise)
{
    public static KeptPrior Of(GibbsRun run) => new([.. run.UserPrior.Mean], [.. run.UserPrior.Precision], run.Noise);

    public static KeptPrior Read(ModelReader reader, int factors)
    {
        var stride = VectorMath.Padded(factors + 1);
        return new KeptPrior(reader.ReadArray<float>(stride), reader.ReadArray<float>((factors + 1) * stride), reader.Read<float>());
    }

    public void Write(ModelWriter writer)
    {
        writer.WriteArray<float>(UserMean);
        writer.WriteArray<float>(UserPrecision);
        writer.Write(Noise);
    }
}
