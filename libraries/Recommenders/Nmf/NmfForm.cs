using MovieMesh.Recommenders.Factorization;
using MovieMesh.Recommenders.Persistence;

namespace MovieMesh.Recommenders.Nmf;

/// <summary>What a fold-in needs to know of how a model was trained.</summary>
/// <param name="Shift">What is taken off all ratings so that none is negative; 0 for stars as they are usual.</param>
/// <param name="Centre">What each coordinate starts from: the square root of the mean rating's share in one factor.</param>
/// <param name="Regularization">λ.</param>
/// <param name="UserOffset">n₀ of users; not used by the filled form.</param>
/// <param name="ItemOffset">n₀ of items; not used by the filled form.</param>
/// <param name="Fills">By item what stands where nobody rated; null for the form on observed entries.</param>
internal sealed record NmfForm(float Shift, float Centre, float Regularization, float UserOffset, float ItemOffset, float[]? Fills)
{
    public NmfSystem Users(FactorTable items) => Fills is null
        ? new NmfSystem.Observed(items, Shift, Regularization, UserOffset, Centre)
        : new NmfSystem.Filled(items, Fills, fillsAreOfRows: false, Regularization, Centre);

    public NmfSystem Items(FactorTable users) => Fills is null
        ? new NmfSystem.Observed(users, Shift, Regularization, ItemOffset, Centre)
        : new NmfSystem.Filled(users, Fills, fillsAreOfRows: true, Regularization, Centre);

    public static NmfForm Read(ModelReader reader, int items)
    {
        var (shift, centre, regularization) = (reader.Read<float>(), reader.Read<float>(), reader.Read<float>());
        return new NmfForm(shift, centre, regularization, reader.Read<float>(), reader.Read<float>(), reader.ReadCount(1) == 0 ? null : reader.ReadArray<float>(items));
    }

    public void Write(ModelWriter writer)
    {
        foreach (var setting in (ReadOnlySpan<float>)[Shift, Centre, Regularization, UserOffset, ItemOffset])
            writer.Write(setting);
        writer.Write(Fills is null ? 0 : 1);
        writer.WriteArray<float>(Fills ?? []);
    }
}
