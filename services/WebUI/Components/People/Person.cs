using MovieMesh.Contracts.Api;

namespace MovieMesh.WebUI.Components.People;

/// <summary>People of whom the gateway tells no more than their number.</summary>
internal static class Person
{
    /// <summary>Ids from here on are visitors.</summary>
    public const int FirstVisitorId = 1_000_000_000;

    public static UserSummary Of(int id, int ratings = 0) => new() { Id = id, Ratings = ratings, IsVisitor = id >= FirstVisitorId };
}
