using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MovieMesh.Workbench.Chaos;

/// <summary>Does to the processes of the mesh running here what a fault says.</summary>
internal static class FaultInjector
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Does it, and undoes it where it lasts.</summary>
    /// <returns>Whether it could be done; what cannot be done on this machine leaves the mesh alone.</returns>
    public static async Task<bool> InjectAsync(Fault fault, CancellationToken cancellationToken)
    {
        var target = await FindAsync(fault.Target, cancellationToken);
        switch (fault.Kind)
        {
            case FaultKind.Kill:
                Signals.Send(target.Pid!.Value, Signals.Kill);
                return true;
            case FaultKind.Restart:
                // PostgreSQL takes SIGTERM for a wish to wait until its clients have left.
                Signals.Send(target.Pid!.Value, fault.Target == FaultSchedule.Postgres ? Signals.Interrupt : Signals.Terminate);
                return true;
            case FaultKind.Pause:
                await PauseAsync(target.Pid!.Value, fault.Lasts, cancellationToken);
                return true;
            case FaultKind.Flush:
                await FlushAsync(cancellationToken);
                return true;
            case FaultKind.Cut:
                return await CutAsync(PortOf(target), cancellationToken);
            case FaultKind.Disk:
                return await StopWritingAsync(target.Pid!.Value, fault.Lasts, cancellationToken);
            case FaultKind.Port:
                await TakePortAsync(target, fault.Lasts, cancellationToken);
                return true;
            default:
                throw new ArgumentOutOfRangeException(nameof(fault), fault.Kind, "There is no such fault.");
        }
    }

    /// <summary>The process as it runs now; one that is just being started again is waited for.</summary>
    private static async Task<ResourceState> FindAsync(string name, CancellationToken cancellationToken)
    {
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bounded.CancelAfter(Patience);
        while (true)
        {
            if (RunningMesh.State()?.Resources.FirstOrDefault(resource => resource.Name == name) is { Pid: not null } found)
            {
                return found;
            }

            await Task.Delay(Interval, bounded.Token);
        }
    }

    private static int PortOf(ResourceState target) => new Uri(target.Url!).Port;

    private static async Task PauseAsync(int process, TimeSpan lasts, CancellationToken cancellationToken)
    {
        var tree = ProcessTree.Of(process);
        try
        {
            foreach (var one in tree)
            {
                Signals.Send(one, Signals.Stop);
            }

            await Task.Delay(lasts, cancellationToken);
        }
        finally
        {
            foreach (var one in tree)
            {
                Signals.Send(one, Signals.Continue);
            }
        }
    }

    private static async Task FlushAsync(CancellationToken cancellationToken)
    {
        var (port, password) = RunningMesh.Redis() ?? throw new InvalidOperationException("No Redis is kept here.");
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"AUTH {password}\r\nFLUSHALL\r\n"), cancellationToken);
        using var reader = new StreamReader(stream);
        for (var answer = 0; answer < 2; answer++)
        {
            if (await reader.ReadLineAsync(cancellationToken) is not "+OK")
            {
                throw new InvalidOperationException("Redis would not be flushed.");
            }
        }
    }

    /// <summary>Has the kernel abort every connection to a port; not every kernel can.</summary>
    private static async Task<bool> CutAsync(int port, CancellationToken cancellationToken)
    {
        var filter = FormattableString.Invariant($"( dport = :{port} or sport = :{port} )");
        return await Tool.TryRunAsync("ss", ["-K", "-H", "-t", "state", "established", filter], null, cancellationToken) is { Length: > 0 };
    }

    /// <summary>A limit of no bytes a file makes every write to disk fail, as on a full disk or one mounted read-only.</summary>
    private static async Task<bool> StopWritingAsync(int process, TimeSpan lasts, CancellationToken cancellationToken)
    {
        try
        {
            return await LimitAsync("0") && await WaitAsync();
        }
        finally
        {
            await LimitAsync("unlimited");
        }

        async Task<bool> WaitAsync()
        {
            await Task.Delay(lasts, cancellationToken);
            return true;
        }

        async Task<bool> LimitAsync(string bytes)
        {
            var isLimited = true;
            foreach (var one in ProcessTree.Of(process))
            {
                isLimited &= await TryLimitAsync(one, bytes) || !Directory.Exists(FormattableString.Invariant($"/proc/{one}"));
            }

            return isLimited;
        }
    }

    /// <summary>Sets the limit as whoever the process runs as, which takes less than to set it for others.</summary>
    private static async Task<bool> TryLimitAsync(int process, string bytes)
    {
        string[] limit = ["prlimit", FormattableString.Invariant($"--pid={process}"), $"--fsize={bytes}:unlimited"];
        if (!Environment.IsPrivilegedProcess)
        {
            return await Tool.TryRunAsync(limit[0], limit[1..], null, CancellationToken.None) is not null;
        }

        try
        {
            var status = await File.ReadAllLinesAsync(FormattableString.Invariant($"/proc/{process}/status"));
            string Id(string field) => status.First(line => line.StartsWith(field, StringComparison.Ordinal)).Split('\t')[1];
            return await Tool.TryRunAsync("setpriv", ["--reuid", Id("Uid:"), "--regid", Id("Gid:"), "--clear-groups", .. limit], null, CancellationToken.None) is not null;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static async Task TakePortAsync(ResourceState target, TimeSpan lasts, CancellationToken cancellationToken)
    {
        Signals.Send(target.Pid!.Value, Signals.Kill);
        using var listener = await ListenAsync(PortOf(target), cancellationToken);
        using var until = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        until.CancelAfter(lasts);
        var taken = new List<TcpClient>();
        try
        {
            while (true)
            {
                taken.Add(await listener.AcceptTcpClientAsync(until.Token));
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Time is up.
        }
        finally
        {
            taken.ForEach(client => client.Dispose());
        }
    }

    private static async Task<TcpListener> ListenAsync(int port, CancellationToken cancellationToken)
    {
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bounded.CancelAfter(Patience);
        while (true)
        {
            var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return listener;
            }
            catch (SocketException)
            {
                listener.Dispose();
                await Task.Delay(Interval, bounded.Token);
            }
        }
    }
}
