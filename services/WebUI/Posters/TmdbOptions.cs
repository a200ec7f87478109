using System.ComponentModel.DataAnnotations;

namespace MovieMesh.WebUI.Posters;

/// <summary>Settings under <c>Tmdb</c>: with a key, posters are those of The Movie Database; without one they are drawn.</summary>
internal sealed class TmdbOptions
{
    /// <summary>The "API read access token" of an account at themoviedb.org.</summary>
    public string? Key { get; set; }

    /// <summary>Where the API is, with a slash at the end.</summary>
    [Required]
    public Uri Api { get; set; } = new("https://api.themoviedb.org/3/");

    /// <summary>Where the pictures are, with a slash at the end.</summary>
    [Required]
    public Uri Images { get; set; } = new("https://image.tmdb.org/t/p/");

    /// <summary>How many movies it is kept in memory for where their picture is. Default 20,000, from 1 to a million.</summary>
    [Range(1, 1_000_000)]
    public int KeptAddresses { get; set; } = 20_000;

    public bool IsOn => !string.IsNullOrEmpty(Key);
}
