using MovieMesh.Recommenders.Persistence;

namespace MovieMesh.Recommenders.Neighbourhood;

/// <summary>How neighbours of users are looked for, in training and again for each user who is folded in.</summary>
internal readonly record struct UserSearch(RatingSimilarity Similarity, float Shrinkage, int Candidates, int MinimumCommon, float Exponent)
{
    public SimilarityMeasure Measure(CompressedRows byUser, CompressedRows byItem, float mean, float[] userBiases, float[] itemBiases) =>
        new(Similarity, Shrinkage, byUser, byItem, (mean, userBiases, itemBiases));

    public static UserSearch Read(ModelReader reader) =>
        new((RatingSimilarity)reader.ReadCount((int)RatingSimilarity.Bm25), reader.Read<float>(), reader.ReadCount(), reader.ReadCount(), reader.Read<float>());

    public void Write(ModelWriter writer)
    {
        writer.Write((int)Similarity);
        writer.Write(Shrinkage);
        writer.Write(Candidates);
        writer.Write(MinimumCommon);
        writer.Write(Exponent);
    }
}
