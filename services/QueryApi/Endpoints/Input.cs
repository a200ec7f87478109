using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http.HttpResults;
using MovieMesh.QueryApi.Limits;
using MovieMesh.QueryApi.Movies;
using MovieMesh.QueryApi.Users;

namespace MovieMesh.QueryApi.Endpoints;

/// <summary>Collects what is wrong with a request, field by field.</summary>
internal sealed class Input
{
    public const int MostPages = 1_000_000;
    public const int LongestText = 200;
    public const int FirstYear = 1800;
    public const int LastYear = 2200;

    private const float HalfSteps = 2;

    private readonly Dictionary<string, string[]> _problems = new(StringComparer.Ordinal);

    /// <summary>Whether something is wrong, and then the answer that says so.</summary>
    public bool IsBad([NotNullWhen(true)] out ValidationProblem? answer)
    {
        answer = _problems.Count == 0
            ? null
            : TypedResults.ValidationProblem(_problems, detail: string.Join(" ", _problems.Select(problem => $"{problem.Key}: {problem.Value[0]}")));
        return answer is not null;
    }

    public int ProblemCount => _problems.Count;

    public static bool AreStars(float stars) => stars >= 0.5f && stars <= 5 && stars * HalfSteps == MathF.Floor(stars * HalfSteps);

    public void Reject(string field, string problem) => _problems.TryAdd(field, [problem]);

    /// <summary>The number of entries that a body asks for.</summary>
    public void CheckListSize(string field, int size, LimitOptions limits)
    {
        if (size < 1 || size > limits.ListItems)
        {
            Reject(field, $"The field {field} must be between 1 and {limits.ListItems}.");
        }
    }

    public void CheckStars(string field, float stars)
    {
        if (!AreStars(stars))
        {
            Reject(field, "Stars go from 0.5 to 5 in half steps.");
        }
    }

    public MovieFilter Filter(Catalogue catalogue, string? genre, int? yearFrom, int? yearTo)
    {
        string? known = null;
        if (!string.IsNullOrWhiteSpace(genre) && !catalogue.TryGetGenre(genre, out known))
        {
            Reject("genre", $"There is no such genre; GET /api/genres lists the {catalogue.Genres.Count} there are.");
        }

        if (yearFrom > yearTo)
        {
            Reject("yearFrom", "The first year is after the last.");
        }

        return new MovieFilter(known, yearFrom, yearTo);
    }

    public ReadToken? Token(string? text)
    {
        ReadToken? token = null;
        if (!string.IsNullOrEmpty(text) && !ReadToken.TryParse(text, out token))
        {
            Reject("token", "This is no read token of the gateway.");
        }

        return token;
    }

    public T? OneOf<T>(string field, string? text, IReadOnlyDictionary<string, T> choices)
        where T : struct
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (choices.TryGetValue(text, out var choice))
        {
            return choice;
        }

        Reject(field, $"This is none of {string.Join(", ", choices.Keys)}.");
        return null;
    }
}
