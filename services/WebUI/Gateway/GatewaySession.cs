using MovieMesh.Contracts.Api;

namespace MovieMesh.WebUI.Gateway;

/// <summary>Whom the requests of one window speak for.</summary>
public sealed class GatewaySession
{
    /// <summary>The session, or null for somebody who has not rated anything yet.</summary>
    public UserSession? Current { get; set; }

    /// <summary>The browser's address, so that the gateway's limits are the browser's and not this server's.</summary>
    public string? ClientAddress { get; set; }
}
