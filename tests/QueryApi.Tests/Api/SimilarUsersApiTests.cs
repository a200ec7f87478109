using System.Net;
using MovieMesh.Contracts.Api;

namespace MovieMesh.QueryApi.Tests.Api;

public sealed class SimilarUsersApiTests(SharedWorld shared)
{
    private readonly Gateway _gateway = shared.Gateway;

    [Theory]
    [InlineData("cosine")]
    [InlineData("Pearson")]
    public async Task Similar_UserOfTheDataSet_AreThoseOfTheSameTaste(string measure)
    {
        var similar = await _gateway.GetAsync<SimilarUsers>($"/api/users/2/similar?measure={measure}&count=10");

        Assert.Equal((2, measure.ToLowerInvariant(), 10), (similar.UserId, similar.Measure, similar.Items.Count));
        Assert.All(similar.Items, user => Assert.True(IsOfTheTaste(user, 2) && user.UserId != 2 && user.CommonMovies >= 3 && user.CommonMovies <= user.Ratings, $"{user}"));
        Assert.Equal(similar.Items.Select(user => user.Similarity).OrderDescending(), similar.Items.Select(user => user.Similarity));
        var nearest = similar.Items[0];
        Assert.Equal(nearest.Ratings, (await _gateway.GetAsync<UserSummary>($"/api/users/{nearest.UserId}")).Ratings);
    }

    [Fact]
    public async Task Similar_ANewcomersRatings_CountAtOnceAndCeaseToWhenWithdrawn()
    {
        var visitor = await _gateway.CreateVisitorAsync();
        Assert.Empty((await _gateway.GetAsync<SimilarUsers>($"/api/users/{visitor}/similar")).Items);
        foreach (var (movie, stars) in new[] { (1, 5f), (2, 4.5f), (31, 1f), (32, 0.5f), (33, 1f) })
        {
            var token = (await _gateway.RateAsync(visitor, movie, stars)).Token;
            await _gateway.GetAsync<UserRating>($"/api/users/{visitor}/ratings/{movie}?token={token}");
        }

        var similar = await _gateway.GetAsync<SimilarUsers>($"/api/users/{visitor}/similar?measure=pearson&count=20");
        Assert.Equal(20, similar.Items.Count);
        Assert.All(similar.Items, user => Assert.True(IsOfTheTaste(user, 2), $"{user}"));

        foreach (var movie in new[] { 1, 2, 31 })
        {
            var withdrawn = await _gateway.SendAsync<RatingAccepted>(HttpMethod.Delete, $"/api/users/{visitor}/ratings/{movie}");
            await _gateway.GetAsync<Page<UserRating>>($"/api/users/{visitor}/ratings?token={withdrawn.Token}");
        }

        Assert.Empty((await _gateway.GetAsync<SimilarUsers>($"/api/users/{visitor}/similar?measure=pearson")).Items);
    }

    [Theory]
    [InlineData(2, "")]
    [InlineData(3, "&genre=romance&yearFrom=1985&yearTo=2000")]
    public async Task FromSimilar_User_IsWhatTheNeighboursLovedAndTheUserHasNotRated(int user, string filter)
    {
        var seen = (await _gateway.GetAsync<Page<UserRating>>($"/api/users/{user}/ratings?pageSize=100")).Items.Select(rating => rating.Movie.Id).ToHashSet();
        var neighbours = (await _gateway.GetAsync<SimilarUsers>($"/api/users/{user}/similar?count=8")).Items;
        var loved = new Dictionary<int, List<(float Stars, float Similarity)>>();
        foreach (var neighbour in neighbours)
        {
            foreach (var rating in (await _gateway.GetAsync<Page<UserRating>>($"/api/users/{neighbour.UserId}/ratings?pageSize=100")).Items.Where(rating => rating.Stars >= 4 && !seen.Contains(rating.Movie.Id)))
            {
                loved.TryAdd(rating.Movie.Id, []);
                loved[rating.Movie.Id].Add((rating.Stars, neighbour.Similarity));
            }
        }

        var list = await _gateway.GetAsync<RecommendationsFromSimilar>($"/api/users/{user}/recommendations/from-similar?neighbours=8&count=200{filter}");

        Assert.Equal((user, "cosine", 8), (list.UserId, list.Measure, list.Neighbours));
        Assert.NotEmpty(list.Items);
        if (filter.Length == 0)
        {
            Assert.Equal(loved.Keys.Order(), list.Items.Select(item => item.Movie.Id).Order());
        }
        else
        {
            Assert.All(list.Items, item => Assert.True(item.Movie is { Year: >= 1985 and <= 2000 } && !World.IsAction(item.Movie.Id)));
        }

        Assert.All(list.Items, item =>
        {
            var byWhom = loved[item.Movie.Id];
            Assert.Equal(byWhom.Count, item.Neighbours);
            Assert.Equal(byWhom.Average(one => one.Stars), item.MeanStars, 0.006);
            Assert.Equal(byWhom.Sum(one => one.Similarity) / neighbours.Sum(one => one.Similarity), item.Score, 1e-3);
        });
        Assert.Equal(list.Items.Select(item => item.Score).OrderDescending(), list.Items.Select(item => item.Score));
    }

    [Fact]
    public async Task Similarities_BothTastes_ByClusterStandApart()
    {
        var given = await _gateway.GetAsync<ComparedUsers>("/api/users/similarities?users=2,3,4,5,6,7&measure=pearson");
        var ordered = await _gateway.GetAsync<ComparedUsers>("/api/users/similarities?users=2,3,4,5,6,7&measure=pearson&order=cluster");

        Assert.Equal([2, 3, 4, 5, 6, 7], given.UserIds);
        Assert.Equal(given.UserIds, ordered.UserIds.Order());
        Assert.Equal(1, ordered.UserIds.Zip(ordered.UserIds.Skip(1)).Count(pair => pair.First % 2 != pair.Second % 2));
        var similar = (await _gateway.GetAsync<SimilarUsers>("/api/users/2/similar?measure=pearson&count=200")).Items.ToDictionary(user => user.UserId);
        foreach (var matrix in new[] { given, ordered })
        {
            for (var i = 0; i < 6; i++)
            {
                Assert.Equal(1, matrix.Similarities[i][i]);
                Assert.All(Enumerable.Range(0, 6), j => Assert.Equal((matrix.Similarities[i][j], matrix.CommonMovies[i][j]), (matrix.Similarities[j][i], matrix.CommonMovies[j][i])));
                if (similar.TryGetValue(matrix.UserIds[i], out var neighbour))
                {
                    var two = matrix.UserIds.ToList().IndexOf(2);
                    Assert.Equal((neighbour.Similarity, neighbour.CommonMovies), (matrix.Similarities[two][i], matrix.CommonMovies[two][i]));
                }
            }
        }

        Assert.True(given.Similarities[0][2] > 0.3f && given.Similarities[0][1] < -0.3f, $"{given.Similarities[0][2]}, {given.Similarities[0][1]}");
    }

    [Theory]
    [InlineData("/api/users/1/similar?measure=jaccard", "measure")]
    [InlineData("/api/users/1/similar?count=0", "count")]
    [InlineData("/api/users/0/similar", "id")]
    [InlineData("/api/users/1/recommendations/from-similar?measure=x", "measure")]
    [InlineData("/api/users/1/recommendations/from-similar?neighbours=201", "neighbours")]
    [InlineData("/api/users/1/recommendations/from-similar?genre=Cooking", "genre")]
    [InlineData("/api/users/similarities", "users")]
    [InlineData("/api/users/similarities?users=", "users")]
    [InlineData("/api/users/similarities?users=7", "users")]
    [InlineData("/api/users/similarities?users=7,x", "users")]
    [InlineData("/api/users/similarities?users=7,8,7", "users")]
    [InlineData("/api/users/similarities?users=7,-8", "users")]
    [InlineData("/api/users/similarities?users=7,8&order=size", "order")]
    [InlineData("/api/users/similarities?users=7,8&measure=msd", "measure")]
    public async Task Get_BadInput_Is400NamingTheField(string address, string field) =>
        await Problems.AssertAsync(_gateway, HttpMethod.Get, address, HttpStatusCode.BadRequest, field);

    // Visitors of other tests may be of any taste.
    private static bool IsOfTheTaste(SimilarUser similar, int user) => similar.UserId % 2 == user % 2 || similar.UserId > World.Users;
}
