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

    public KeptSweeps WithoutUsers() => new(new SampleTable(0, Samples, Factors), Items, Given, Implicit, Priors);

    public static KeptSweeps Read(ModelReader reader, int users, int items)
    {
        var factors = reader.ReadCount(BayesianModel.LargestFactors);
        var samples = reader.ReadCount(BayesianModel.LargestSamples);
        var priors = new KeptPrior[samples];
        for (var sample = 0; sample < samples; sample++)
            priors[sample] = KeptPrior.Read(reader, factors);
        var hasImplicit = reader.Read<int>() != 0;
        SampleTable Table(int rows) => SampleTable.Read(reader, rows, samples, factors);
        return new KeptSweeps(Table(users), Table(items), Table(items), hasImplicit ? Table(items) : null, priors);
    }

    public void Write(ModelWriter writer)
    {
        writer.Write(Factors);
        writer.Write(Samples);
        foreach (var prior in Priors)
            prior.Write(writer);
        writer.Write(Implicit is null ? 0 : 1);
        Users.Write(writer);
        Items.Write(writer);
        Given.Write(writer);
        Implicit?.Write(writer);
    }
}
