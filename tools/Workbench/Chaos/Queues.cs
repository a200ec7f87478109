using System.Text.Json;
using System.Text.Json.Serialization;

namespace MovieMesh.Workbench.Chaos;

/// <summary>What the broker's queues hold, by its own control program, which speaks to the node in the node's environment.</summary>
internal static class Queues
{
    private const string Control = "/usr/lib/rabbitmq/bin/rabbitmqctl";

    private static readonly HashSet<string> Needed = ["HOME", "RABBITMQ_NODENAME", "RABBITMQ_CONF_ENV_FILE", "ERL_EPMD_PORT", "ERL_EPMD_ADDRESS"];

    /// <returns>Messages by queue, those in somebody's hands included; null while the broker does not say.</returns>
    public static async Task<IReadOnlyDictionary<string, long>?> ReadAsync(CancellationToken cancellationToken)
    {
        if (RunningMesh.State()?.Resources.FirstOrDefault(resource => resource.Name == FaultSchedule.RabbitMq)?.Pid is not { } pid)
        {
            return null;
        }

        try
        {
            var environment = (await File.ReadAllTextAsync(FormattableString.Invariant($"/proc/{pid}/environ"), cancellationToken))
                .Split('\0')
                .Select(variable => variable.Split('=', 2))
                .Where(variable => variable.Length == 2 && Needed.Contains(variable[0]))
                .ToDictionary(variable => variable[0], variable => variable[1], StringComparer.Ordinal);
            return await Tool.TryRunAsync(Control, ["-q", "list_queues", "name", "messages", "--formatter", "json"], environment, cancellationToken) is { } json
                ? JsonSerializer.Deserialize<Depth[]>(json)!.ToDictionary(queue => queue.Name, queue => queue.Messages, StringComparer.Ordinal)
                : null;
        }
        catch (Exception exception) when (exception is IOException or JsonException)
        {
            return null;
        }
    }

    private sealed record Depth([property: JsonPropertyName("name")] string Name, [property: JsonPropertyName("messages")] long Messages);
}
