using System.Globalization;

namespace MovieMesh.AppHost;

/// <summary>What can be set from outside, by environment variables.</summary>
internal static class Settings
{
    private const int PresetDashboardPort = 5070;

    /// <summary>The gateway's port; null takes a free one.</summary>
    public static int? GatewayPort => Port("MOVIEMESH_GATEWAY_PORT", 5080);

    /// <summary>The web UI's port; null takes a free one.</summary>
    public static int? WebPort => Port("MOVIEMESH_WEB_PORT", 5090);

    /// <summary>The port of the dashboard that stands in for Aspire's; null takes a free one.</summary>
    public static int? DashboardPort => Port("MOVIEMESH_DASHBOARD_PORT", FreePort.IsFree(PresetDashboardPort) ? PresetDashboardPort : 0);

    /// <summary>The data set to import at the first start; empty imports nothing.</summary>
    public static string DatasetPath => Environment.GetEnvironmentVariable("MOVIEMESH_DATA") is { Length: > 0 } path ? Path.GetFullPath(path) : "";

    /// <summary>The first administrator's e-mail address.</summary>
    public static string AdministratorEmail => Environment.GetEnvironmentVariable("MOVIEMESH_ADMINISTRATOR_EMAIL") is { Length: > 0 } email ? email : "admin@moviemesh.localhost";

    /// <summary>The first administrator's password; null makes one up.</summary>
    public static string? AdministratorPassword => Environment.GetEnvironmentVariable("MOVIEMESH_ADMINISTRATOR_PASSWORD") is { Length: > 0 } password ? password : null;

    public static int Gateways => Number("MOVIEMESH_GATEWAYS", 1, 1, 16);

    public static int TrainingWorkers => Number("MOVIEMESH_TRAINING_WORKERS", 1, 1, 16);

    public static int SimilarityWorkers => Number("MOVIEMESH_SIMILARITY_WORKERS", 1, 1, 16);

    /// <summary>Where the native servers keep their data: <c>MOVIEMESH_HOME</c>, or <c>.mesh</c> in the repository.</summary>
    public static string Home(string appHostDirectory) =>
        Path.GetFullPath(Environment.GetEnvironmentVariable("MOVIEMESH_HOME") is { Length: > 0 } home ? home : Path.Combine(appHostDirectory, "..", ".mesh"));

    private static int? Port(string name, int preset)
    {
        var port = Number(name, preset, 0, 65535);
        return port == 0 ? null : port;
    }

    private static int Number(string name, int preset, int lowest, int highest)
    {
        var text = Environment.GetEnvironmentVariable(name);
        if (string.IsNullOrWhiteSpace(text))
        {
            return preset;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= lowest && number <= highest
            ? number
            : throw new DistributedApplicationException($"{name} is '{text}'; it must be a number from {lowest} to {highest}.");
    }
}
