using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace MovieMesh.WebUI.Tests.Browsing;

/// <summary>The web UI alone, as a process, pointed at a gateway that is not there.</summary>
public class WebUIProcess : IAsyncLifetime
{
    private static readonly TimeSpan StartDeadline = TimeSpan.FromMinutes(3);

    private Process? _process;

    public Uri Address { get; private set; } = null!;

    /// <summary>Settings beside the gateway's address, known once the gateway is started.</summary>
    protected virtual IEnumerable<(string Key, string Value)> Settings => [];

    /// <summary>The gateway's address.</summary>
    protected virtual Task<Uri> StartGatewayAsync() => Task.FromResult(new Uri($"http://127.0.0.1:{FreePort()}"));

    public async ValueTask InitializeAsync()
    {
        var gateway = await StartGatewayAsync();
        Address = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location])
        {
            WorkingDirectory = AppContext.BaseDirectory,
            Environment =
            {
                ["ASPNETCORE_URLS"] = Address.ToString(),
                ["services__query-api__http__0"] = gateway.ToString(),
                ["Logging__LogLevel__Default"] = "Critical",
            },
        };
        foreach (var (key, value) in Settings)
        {
            start.Environment[key] = value;
        }

        _process = Process.Start(start)!;
        using var deadline = new CancellationTokenSource(StartDeadline);
        using var client = new HttpClient { BaseAddress = Address };
        while (!await AnswersAsync(client, deadline.Token))
        {
            await Task.Delay(100, deadline.Token);
        }
    }

    public virtual async ValueTask DisposeAsync()
    {
        if (_process is { } process)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
        }

        GC.SuppressFinalize(this);
    }

    private static async Task<bool> AnswersAsync(HttpClient client, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await client.GetAsync(new Uri("/alive", UriKind.Relative), cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
