using System.ComponentModel.DataAnnotations;

namespace MovieMesh.QueryApi.Accounts;

/// <summary>Settings of accounts and sessions, under <c>Accounts</c>.</summary>
internal sealed class AccountOptions
{
    /// <summary>The first administrator's e-mail address. Default none: then there is no administrator until there is one in the database.</summary>
    [EmailAddress]
    public string? AdministratorEmail { get; set; }

    /// <summary>The password that the first administrator is made with; changing it later does not change theirs.</summary>
    public string? AdministratorPassword { get; set; }

    /// <summary>How long an access token is good. Default 15 min, 1 min to 1 d.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan AccessLifetime { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long a session can be refreshed. Default 90 d, 1 h to 365 d.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "365.00:00:00")]
    public TimeSpan SessionLifetime { get; set; } = TimeSpan.FromDays(90);

    /// <summary>Wrong passwords in a row after which an account is locked for five minutes. Default 5, 1 to 100.</summary>
    [Range(1, 100)]
    public int WrongPasswords { get; set; } = 5;

    /// <summary>Requests a minute and address to register, sign in or become a visitor. Default 60, 1 to 1,000,000.</summary>
    [Range(1, 1_000_000)]
    public int AttemptsAMinute { get; set; } = 60;
}
