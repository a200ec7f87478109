namespace MovieMesh.Recommenders;

/// <summary>What is known of a user beside ratings.</summary>
/// <param name="UserId">The user's id.</param>
public sealed record UserInformation(int UserId)
{
    /// <summary>Age in years (in ml-1m the lower end of a range); null where not known.</summary>
    public int? Age { get; init; }

    /// <summary>As the data set writes it, such as <c>F</c> or <c>M</c>; null where not known.</summary>
    public string? Gender { get; init; }

    /// <summary>As the data set writes it; null where not known.</summary>
    public string? Occupation { get; init; }

    /// <summary>The postal code; null where not known.</summary>
    public string? ZipCode { get; init; }
}
