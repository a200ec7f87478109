namespace MovieMesh.Workbench.Evaluation;

/// <summary>What an algorithm's lists are worth to users with so many ratings.</summary>
internal sealed record NewcomerFigures
{
    public required string Algorithm { get; init; }

    /// <summary>Whether users are known by the ratings that the starter asks for; else by their earliest.</summary>
    public required bool ByStarter { get; init; }

    /// <summary>The ratings that a user is known by.</summary>
    public required int Known { get; init; }

    public required int Users { get; init; }

    public required double Ndcg { get; init; }

    /// <summary>The share of what the user liked besides that stands within the first twenty.</summary>
    public required double Recall { get; init; }

    /// <summary>The share of users whose next liked film stands in the list.</summary>
    public required double NextHit { get; init; }

    /// <summary>The share of the catalogue that stands in any list.</summary>
    public required double Coverage { get; init; }

    /// <summary>The mean share of films that the lists of two users have in common.</summary>
    public required double Sameness { get; init; }
}
