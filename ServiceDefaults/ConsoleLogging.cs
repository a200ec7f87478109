using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MovieMesh.ServiceDefaults;

/// <summary>One line an entry, and of the frameworks only what somebody should act on.</summary>
internal static class ConsoleLogging
{
    private static readonly KeyValuePair<string, string?>[] Levels =
    [
        new("Logging:LogLevel:Default", "Information"),
        new("Logging:LogLevel:MassTransit", "Warning"),
        new("Logging:LogLevel:Microsoft", "Warning"),
        new("Logging:LogLevel:Microsoft.Hosting.Lifetime", "Information"),
        new("Logging:LogLevel:Npgsql", "Warning"),
        new("Logging:LogLevel:System", "Warning"),
    ];

    public static void AddConsole(this IHostApplicationBuilder builder)
    {
        // First in line, so that settings files and the environment overrule it.
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = Levels });
        builder.Logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss.fff ";
        });
    }
}
