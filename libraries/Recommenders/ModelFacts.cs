using MovieMesh.Recommenders.Persistence;

namespace MovieMesh.Recommenders;

/// <summary>What every model knows, whatever its algorithm; saved in front of its own parts.</summary>
/// <param name="Algorithm">The name under which <see cref="RecommenderAlgorithms"/> knows it.</param>
/// <param name="UserIds">The trained users.</param>
/// <param name="ItemIds">The items that it can score.</param>
/// <param name="UserRatingCounts">By user index: the ratings that it was trained on.</param>
/// <param name="ItemRatingCounts">By item index: the ratings that it was trained on.</param>
/// <param name="Mean">The mean training rating in stars.</param>
/// <param name="LowestStars">The lower end of the scale.</param>
/// <param name="HighestStars">The upper end of the scale.</param>
/// <param name="TrainRmse">The error on the training ratings in stars; 0 for a model that does not predict stars, whose rankings then know no caution.</param>
internal sealed record ModelFacts(
    string Algorithm, IdIndex UserIds, IdIndex ItemIds, int[] UserRatingCounts, int[] ItemRatingCounts, float Mean, float LowestStars, float HighestStars, float TrainRmse)
{
    /// <summary>The facts of a model trained on these ratings.</summary>
    public static ModelFacts Of(string algorithm, RatingMatrix ratings, float trainRmse)
    {
        return new ModelFacts(
            algorithm, ratings.Users, ratings.Items, ratings.ByUser.Lengths(), ratings.ByItem.Lengths(), ratings.Mean, ratings.LowestStars, ratings.HighestStars, trainRmse);
    }

    /// <summary>The same of a model that has forgotten its users.</summary>
    public ModelFacts WithoutUsers() => this with { UserIds = new IdIndex([]), UserRatingCounts = [] };

    public static ModelFacts Read(ModelReader reader)
    {
        var algorithm = reader.ReadString();
        var userIds = reader.ReadIds();
        var itemIds = reader.ReadIds();
        return new ModelFacts(
            algorithm, userIds, itemIds, reader.ReadArray<int>(userIds.Count), reader.ReadArray<int>(itemIds.Count), reader.Read<float>(), reader.Read<float>(), reader.Read<float>(), reader.Read<float>());
    }

    public void Write(ModelWriter writer)
    {
        writer.WriteString(Algorithm);
        writer.WriteIds(UserIds);
        writer.WriteIds(ItemIds);
        writer.WriteArray<int>(UserRatingCounts);
        writer.WriteArray<int>(ItemRatingCounts);
        writer.Write(Mean);
        writer.Write(LowestStars);
        writer.Write(HighestStars);
        writer.Write(TrainRmse);
    }
}
