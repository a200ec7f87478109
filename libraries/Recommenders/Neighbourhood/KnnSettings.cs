using MovieMesh.Recommenders.Persistence;

namespace MovieMesh.Recommenders.Neighbourhood;

/// <summary>What a neighbourhood model needs to know for predictions: k, λ, and the penalty on the user's bias.</summary>
internal readonly record struct KnnSettings(int Neighbours, float Damping, float BiasRegularization)
{
    public static KnnSettings Read(ModelReader reader) => new(reader.ReadCount(), reader.Read<float>(), reader.Read<float>());

    public void Write(ModelWriter writer)
    {
        writer.Write(Neighbours);
        writer.Write(Damping);
        writer.Write(BiasRegularization);
    }
}
