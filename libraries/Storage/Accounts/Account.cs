using Microsoft.AspNetCore.Identity;

namespace MovieMesh.Storage.Accounts;

/// <summary>Somebody who can sign in. <see cref="IdentityUser{TKey}.Id"/> is the id that they rate under, <see cref="IdentityUser{TKey}.UserName"/> their e-mail address.</summary>
public sealed class Account : IdentityUser<int>
{
    /// <summary>Whether they may train, promote, import and rate in the name of others.</summary>
    public bool IsAdministrator { get; set; }

    /// <summary>When they registered.</summary>
    public DateTimeOffset CreatedAt { get; set; }
}
