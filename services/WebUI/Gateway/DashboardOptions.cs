namespace MovieMesh.WebUI.Gateway;

/// <summary>Where traces can be looked at, under <c>Dashboard</c>.</summary>
internal sealed class DashboardOptions
{
    /// <summary>The dashboard's address as the browser reaches it; without one, no trace is linked to.</summary>
    public Uri? Address { get; set; }

    /// <summary>Where a trace is shown, or null when it is nowhere.</summary>
    public string? AddressOf(string? traceId) => Address is null || traceId is null ? null : new Uri(Address, $"/traces/{Uri.EscapeDataString(traceId)}").ToString();
}
