using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Spectre.Console;

namespace MovieMesh.Workbench;

/// <summary><c>status</c>: every process of a running mesh.</summary>
internal static class StatusCommand
{
    public static Command Create()
    {
        var home = new Option<string>("--home") { Description = "The mesh's folder.", Required = true };
        var json = new Option<bool>("--json") { Description = "For programs." };
        var command = new Command("status", "Shows every process of a running mesh.") { home, json };
        command.SetAction(result => Run(Path.Combine(result.GetValue(home)!, "state.json"), result.GetValue(json)));
        return command;
    }

    private static int Run(string stateFile, bool asJson)
    {
        if (!File.Exists(stateFile))
        {
            Console.Error.WriteLine("mesh: the mesh is only just starting.");
            return 1;
        }

        var text = File.ReadAllText(stateFile);
        var state = JsonSerializer.Deserialize<MeshState>(text, WatchCommand.Json)!;
        if (asJson)
        {
            Console.WriteLine(text);
        }
        else
        {
            AnsiConsole.Write(Table(state));
            if (state.Dashboard is { } dashboard)
            {
                Console.WriteLine($"The dashboard is at {dashboard}; ./mesh admin shows how to get in.");
            }
        }

        return state.Resources.All(resource => resource.Healthy) ? 0 : 1;
    }

    public static Table Table(MeshState state)
    {
        // On a narrow terminal, the process ids are what one misses least.
        var wide = AnsiConsole.Profile.Width >= 100;
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in (string[])["name", "state", "address", .. wide ? ["process"] : (string[])[], "restarts", "since"])
        {
            table.AddColumn(column, settings => settings.NoWrap());
        }

        foreach (var resource in state.Resources)
        {
            string[] process = wide ? [resource.Pid?.ToString(CultureInfo.InvariantCulture) ?? ""] : [];
            table.AddRow(
            [
                Markup.Escape(resource.Name),
                $"[{(resource.Healthy ? "green" : "yellow")}]{Markup.Escape(resource.Problem ?? (resource is { State: "Running", Healthy: false } ? "Unhealthy" : resource.State))}[/]",
                Markup.Escape(resource.Url ?? ""),
                .. process,
                resource.Restarts.ToString(CultureInfo.InvariantCulture),
                resource.StartedAt?.ToLocalTime().ToString("HH:mm:ss", CultureInfo.InvariantCulture) ?? "",
            ]);
        }

        return table;
    }
}
