using MovieMesh.Recommenders.Numerics;
using MovieMesh.Recommenders.Persistence;

namespace MovieMesh.Recommenders.Bayesian;

/// <summary>What a model keeps of S sweeps, enough to predict with, and to fold users in by the same distributions that trained users were drawn from.</summary>
/// <remarks>
/// Of a sweep that draws users given items V and then items V′ given users U, kept are the means E[U | V], V itself and E[V′ | U]. A user and an item that she has not rated
/// are independent given V and the item's raters, so E[u | V]·E[v′ | U] is the mean of the inner product of the draws, without their noise (Rao and Blackwell).
/// </remarks>
internal sealed class KeptSweeps
{
    public KeptSweeps(int users, int items, int samples, int factors, bool withImplicit)
    {
        Users = new SampleTable(users, samples, factors);
        Items = new SampleTable(items, samples, factors);
        Given = new SampleTable(items, samples, factors);
        Implicit = withImplicit ? new SampleTable(items, samples, factors) : null;
        Priors = new KeptPrior[samples];
    }

    private KeptSweeps(SampleTable users, SampleTable items, SampleTable given, SampleTable? implicitItems, KeptPrior[] priors) =>
        (Users, Items, Given, Implicit, Priors) = (users, items, given, implicitItems, priors);

    public int Samples => Priors.Length;

    public int Factors => Items.Factors;

    /// <summary>E[U | V].</summary>
    public SampleTable Users { get; }

    /// <summary>E[V′ | U].</summary>
    public SampleTable Items { get; }

    /// <summary>V.</summary>
    public SampleTable Given { get; }

    /// <summary>What an item says of those who rate it by their rating it at all; null without implicit sets.</summary>
    public SampleTable? Implicit { get; }

    public KeptPrior[] Priors { get; }

    /// <summary>The prediction for a user and an item, the mean over the sweeps: not clamped.</summary>
    public float Predict(float mean, ReadOnlySpan<float> vectors, ReadOnlySpan<float> biases, int item)
    {
        if (Priors[0].Link is null)
            return mean + ((Sum(biases) + VectorMath.Dot(vectors, Items.Vectors.PaddedRow(item))) / Samples) + Items.Vectors.Biases[item];
        var sum = 0f;
        for (var sample = 0; sample < Samples; sample++)
            sum += Priors[sample].Link!.Expect(biases[sample] + Items.Bias(item, sample) + VectorMath.Dot(vectors.Slice(sample * Items.Stride, Items.Stride), Items.Block(item, sample)));
        return sum / Samples;
    }

    /// <summary>The prediction for a user and an item of which nothing is known.</summary>
    public float Predict(float mean, ReadOnlySpan<float> biases)
    {
        if (Priors[0].Link is null)
            return mean + (Sum(biases) / Samples);
        var sum = 0f;
        for (var sample = 0; sample < Samples; sample++)
            sum += Priors[sample].Link!.Expect(biases[sample]);
        return sum / Samples;
    }

    public KeptSweeps WithoutUsers() => new(new SampleTable(0, Samples, Factors), Items, Given, Implicit, Priors);

    public static KeptSweeps Read(ModelReader reader, int users, int items)
    {
        var factors = reader.ReadCount(BayesianModel.LargestFactors);
        var samples = Math.Max(1, reader.ReadCount(BayesianModel.LargestSamples));
        var stars = reader.ReadArray<float>(reader.ReadCount(BayesianModel.LargestScale));
        var priors = new KeptPrior[samples];
        for (var sample = 0; sample < samples; sample++)
            priors[sample] = KeptPrior.Read(reader, factors, stars);
        var hasImplicit = reader.Read<int>() != 0;
        SampleTable Table(int rows) => SampleTable.Read(reader, rows, samples, factors);
        return new KeptSweeps(Table(users), Table(items), Table(items), hasImplicit ? Table(items) : null, priors);
    }

    private static float Sum(ReadOnlySpan<float> values)
    {
        var sum = 0f;
        foreach (var value in values)
            sum += value;
        return sum;
    }

    public void Write(ModelWriter writer)
    {
        writer.Write(Factors);
        writer.Write(Samples);
        var stars = Priors[0].Link?.Stars ?? [];
        writer.Write(stars.Length);
        writer.WriteArray<float>(stars);
        foreach (var prior in Priors)
            prior.Write(writer);
        writer.Write(Implicit is null ? 0 : 1);
        Users.Write(writer);
        Items.Write(writer);
        Given.Write(writer);
        Implicit?.Write(writer);
    }
}
