using MovieMesh.Datasets;
using MovieMesh.Recommenders;
using MovieMesh.Recommenders.Blending;
using MovieMesh.Workbench.Evaluation;

namespace MovieMesh.Workbench.Tests.Evaluation;

/// <summary>The product's own list for each of <see cref="TasteProfiles"/>, on genuine ratings, where <c>MOVIEMESH_DATA</c> says where they are.</summary>
public sealed class TasteProfileTests
{
    private const int Length = 10;
    private const int LeastKin = 5;
    private const int MostPopular = 3;
    private const int PopularFilms = 20;
    private const int FirstProfiles = 5;

    [Fact]
    public void ListsOfProfiles_DefaultModel_AreOfTheirTasteRatherThanOfWhatIsPopular()
    {
        var path = Environment.GetEnvironmentVariable("MOVIEMESH_DATA");
        Assert.SkipWhen(string.IsNullOrEmpty(path), "MOVIEMESH_DATA is not set.");
        using var dataset = Dataset.Open(path);
        Assert.SkipUnless(dataset.Name == "ml-latest-small", "MOVIEMESH_DATA is another data set.");
        var data = new EvaluationData(dataset);
        var training = TrainingData.Of(data.Ratings) with { Items = data.Items };
        var model = new PairTrainer().Train(training, cancellationToken: TestContext.Current.CancellationToken);
        var popular = data.Ratings.CountBy(rating => rating.ItemId).OrderByDescending(item => item.Value).Take(PopularFilms).Select(item => item.Key).ToHashSet();
        var information = data.Items.ToDictionary(item => item.ItemId);

        var lines = TasteProfiles.All.SelectMany((profile, number) => Forms(profile).Select(form => Judge(profile, number, form.Name, form.Given))).ToArray();

        foreach (var line in lines)
            TestContext.Current.TestOutputHelper!.WriteLine(line.Text);
        Assert.True(lines.Count(line => line.Holds) >= 0.8 * lines.Length, string.Join('\n', lines.Where(line => !line.Holds).Select(line => line.Text)));
        Assert.All(lines.Where(line => line.IsFirst), line => Assert.True(line.Holds, line.Text));

        // Two dislikes and nothing else: what most people like, save what is like these.
        ItemRating[] dislikes = [new(1721, 1), new(597, 0.5f)];
        var known = data.Ratings.CountBy(rating => rating.ItemId).OrderByDescending(item => item.Value).Take(150).Select(item => item.Key).ToHashSet();
        var list = model.Recommend(model.FoldIn(dislikes), Length, [1721, 597]).Select(place => place.ItemId).ToArray();
        TestContext.Current.TestOutputHelper!.WriteLine($"dislikes of Titanic and Pretty Woman alone: {string.Join(" | ", list.Select(id => information[id].Title))}");
        Assert.True(list.Count(known.Contains) >= 6 && !list.Any(id => information[id].Genres.Contains("Romance") && information[id].Genres.Contains("Comedy")));

        (bool Holds, bool IsFirst, string Text) Judge(TasteProfile profile, int number, string form, ItemRating[] given)
        {
            var list = model.Recommend(model.FoldIn(given), Length, Array.ConvertAll(given, rating => rating.ItemId)).Select(place => place.ItemId).ToArray();
            var kin = list.Count(id => profile.Kin?.Contains(id) == true || HasAll(id, profile.Genres) || (profile.AlsoGenres is { } also && HasAll(id, also)));
            var known = list.Count(popular.Contains);
            var missing = (profile.MustBeWithinFive ?? []).Except(list.Take(5)).ToArray();
            var holds = kin >= LeastKin && known <= MostPopular && (given.Length < profile.Liked.Length || missing.Length == 0);
            var titles = string.Join(" | ", list.Select(id => information[id].Title));
            return (holds, number < FirstProfiles && form == "all", $"{(holds ? "holds" : "FAILS")} {profile.Name}, {form}: {kin} of its kind, {known} popular: {titles}");
        }

        bool HasAll(int id, string[] genres) => genres.All(information[id].Genres.Contains);
    }

    private static IEnumerable<(string Name, ItemRating[] Given)> Forms(TasteProfile profile)
    {
        ItemRating[] all = [.. profile.Liked.Select(id => new ItemRating(id, 5))];
        return [("all", all), ("first alone", all[..1]), ("with a dislike", [.. all, new ItemRating(profile.Disliked, 1)])];
    }
}
