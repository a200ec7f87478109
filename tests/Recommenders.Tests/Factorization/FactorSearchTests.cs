using MovieMesh.Recommenders.Factorization;
using MovieMesh.Recommenders.Numerics;

namespace MovieMesh.Recommenders.Tests.Factorization;

/// <summary>The search that skips most items against a plain sort of all scores, which it must equal to the last bit.</summary>
public sealed class FactorSearchTests
{
    private const int Users = 40;

    [Theory]
    [InlineData(5, 1)]
    [InlineData(16, 10)]
    [InlineData(40, 10)]
    [InlineData(64, 100)]
    public void Recommend_LargeCatalogue_IsTheSortOfAllScores(int factors, int count)
    {
        var model = Model(factors, items: 3000);
        var asked = 0;
        foreach (var (caution, minimum, filter) in (IEnumerable<(float, int, Func<int, bool>?)>)[(0, 0, null), (2, 0, null), (10, 3, id => { asked++; return id % 7 == 0; }), (1, 0, id => id == 26)])
        {
            var ranking = new RankingOptions { Caution = caution, MinimumRatings = minimum };
            for (var user = 0; user < Users; user++)
            {
                Assert.True(model.TryGetUser(user, out var profile));
                var exclude = Enumerable.Range(0, 3000).Where(item => item % (user + 2) == 0).Select(Planted.ItemId).Append(-1).ToArray();
                Assert.Equal(Definition(model, profile, count, exclude, filter, ranking), model.Recommend(profile, count, exclude, filter, ranking));
            }
        }

        Assert.True(asked > 0);
    }

    [Fact]
    public void RecommendMany_LargeCatalogue_IsWhatEachGetsAlone()
    {
        var model = Model(factors: 32, items: 2500);
        var profiles = Enumerable.Range(0, Users).Select(user => model.TryGetUser(user, out var profile) ? profile : null!).ToArray();
        var exclude = Enumerable.Range(0, Users).Select(user => Enumerable.Range(user, 300).Select(Planted.ItemId).ToArray()).ToArray();
        var alone = profiles.Select((profile, user) => model.Recommend(profile, 10, exclude[user])).ToArray();

        foreach (var threads in (int[])[1, 2, 5])
            Assert.Equal(alone, model.RecommendMany(profiles, 10, exclude, degreeOfParallelism: threads));
        Assert.Throws<OperationCanceledException>(() => model.RecommendMany(profiles, 10, cancellationToken: new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Recommend_VectorsThatAreNoNumbers_AreLeftOut()
    {
        var model = Model(factors: 16, items: 2000, spoilt: 700);
        Assert.True(model.TryGetUser(3, out var profile));
        var list = model.Recommend(profile, 10);
        Assert.Equal(10, list.Length);
        Assert.DoesNotContain(list, place => place.ItemId == Planted.ItemId(700));
    }

    // Lengths over three orders of magnitude, as popularity makes them; every fifth item is a copy of another, so that there are ties.
    private static FactorModel Model(int factors, int items, int spoilt = -1)
    {
        var (userTable, itemTable) = (new FactorTable(Users, factors), new FactorTable(items, factors));
        Fill(userTable, 1, _ => 1);
        Fill(itemTable, 2, item => Math.Pow(0.999, (item * 7919) % items));
        for (var item = 5; item < items; item += 5)
        {
            itemTable.PaddedRow(item - 3).CopyTo(itemTable.PaddedRow(item));
            itemTable.Biases[item] = itemTable.Biases[item - 3];
        }

        if (spoilt >= 0)
            itemTable.PaddedRow(spoilt)[1] = float.NaN;
        var counts = Enumerable.Range(0, items).Select(item => item % 5 == 0 ? 3 : 1 + (item % 40)).ToArray();
        var facts = new ModelFacts(
            "als", new IdIndex([.. Enumerable.Range(0, Users)]), new IdIndex([.. Enumerable.Range(0, items).Select(Planted.ItemId)]), new int[Users], counts, 3.5f, 0.5f, 5f, 0.8f);
        return new FactorModel(facts, userTable, itemTable, new Penalty(1, 0, 1, 1));
    }

    private static void Fill(FactorTable table, ulong stream, Func<int, double> scale)
    {
        for (var row = 0; row < table.Rows; row++)
        {
            for (var f = 0; f < table.Factors; f++)
                table.PaddedRow(row)[f] = (float)(scale(row) * CounterRandom.Normal(stream, (ulong)row, (ulong)f) / (1 + (0.2 * f)));
            table.Biases[row] = (float)(0.2 * CounterRandom.Normal(stream, (ulong)row, 9999));
        }
    }

    private static Recommendation[] Definition(FactorModel model, UserProfile profile, int count, int[] exclude, Func<int, bool>? filter, RankingOptions ranking)
    {
        var scores = new float[model.ItemIds.Count];
        model.Score(profile, scores);
        return [.. Enumerable.Range(0, scores.Length)
            .Where(item => !exclude.Contains(model.ItemIds[item]) && filter?.Invoke(model.ItemIds[item]) != false && model.RatingCountOf(model.ItemIds[item]) >= ranking.MinimumRatings)
            .Select(item => new Recommendation(
                model.ItemIds[item], Math.Clamp(scores[item], 0.5f, 5f), scores[item] - (ranking.Caution * (0.8f / MathF.Sqrt(model.RatingCountOf(model.ItemIds[item]) + 2)))))
            .OrderByDescending(place => place.Score).ThenBy(place => place.ItemId).Take(count)];
    }
}
