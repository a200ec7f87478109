using MovieMesh.Recommenders.Persistence;

namespace MovieMesh.Recommenders.Taste;

/// <summary>How the parts of a <see cref="TasteModel"/> go together; saved with it.</summary>
internal readonly record struct TasteSettings(float Factor, float Popularity, float Content, float Damping, float LargestFocus, float Threshold)
{
    public static TasteSettings Of(TasteOptions options) =>
        new(options.FactorWeight, options.PopularityWeight, options.ContentWeight, options.FocusDamping, options.LargestFocus, options.PositiveThreshold);

    public static TasteSettings Read(ModelReader reader) =>
        new(reader.Read<float>(), reader.Read<float>(), reader.Read<float>(), reader.Read<float>(), reader.Read<float>(), reader.Read<float>());

    public void Write(ModelWriter writer)
    {
        writer.Write(Factor);
        writer.Write(Popularity);
        writer.Write(Content);
        writer.Write(Damping);
        writer.Write(LargestFocus);
        writer.Write(Threshold);
    }
}
