using MovieMesh.AppHost.Local.Dashboard;

namespace MovieMesh.AppHost.Local;

/// <summary>Runs a topology: each resource once those that it waits for are up; all of them stopped in reverse when asked to stop.</summary>
internal static class Orchestrator
{
    public static async Task RunAsync(IReadOnlyList<ProcessResource> resources, string home, CancellationToken stopping, Func<string, DashboardAccess>? openDashboard = null)
    {
        Directory.CreateDirectory(home);
        using var claim = Claim(home);
        File.Delete(Path.Combine(home, "endpoints.json"));
        var runners = new List<ResourceRunner>();
        var access = openDashboard?.Invoke(home);
        using var state = new MeshState(home, runners, access?.Address);
        CreateRunners(resources, home, access, runners, state.Save);
        await using var dashboard = access is null ? null : await DashboardServer.StartAsync(access, runners);
        state.Save();

        var tokens = runners.ToDictionary(runner => runner, _ => new CancellationTokenSource());
        var tasks = runners.ToDictionary(runner => runner, runner => runner.RunAsync(DependenciesOf(runner, runners), tokens[runner].Token));
        var forever = new TaskCompletionSource();
        await using (stopping.Register(forever.SetResult))
        {
            await forever.Task;
        }

        Console.WriteLine("apphost: stopping");
        foreach (var rank in StopOrder(resources))
        {
            var stopped = runners.Where(runner => rank.Contains(runner.Resource)).ToList();
            await Task.WhenAll(stopped.Select(runner => tokens[runner].CancelAsync()));
            await Task.WhenAll(stopped.Select(runner => tasks[runner]));
        }

        foreach (var runner in runners)
        {
            tokens[runner].Dispose();
            runner.Dispose();
        }
    }

    /// <summary>One AppHost a home: the lock goes with the process, however it ends.</summary>
    private static FileStream Claim(string home)
    {
        try
        {
            return new FileStream(Path.Combine(home, "apphost.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new DistributedApplicationException($"another AppHost runs in {home} already.");
        }
    }

    private static void CreateRunners(IReadOnlyList<ProcessResource> resources, string home, DashboardAccess? dashboard, List<ResourceRunner> runners, Action changed)
    {
        var ports = resources.ToDictionary(resource => resource.Name, resource => Enumerable.Range(0, resource.Replicas).Select(replica => PortOf(resource, replica)).ToArray());
        foreach (var resource in resources)
        {
            var environment = new Dictionary<string, string>(resource.Environment, StringComparer.Ordinal);
            if (resource is ProjectResource && dashboard is not null)
            {
                foreach (var (name, value) in dashboard.EnvironmentOfServices())
                {
                    environment.TryAdd(name, value);
                }
            }

            foreach (var service in resource.ReferencedServices)
            {
                for (var replica = 0; replica < service.Replicas; replica++)
                {
                    environment[$"services__{service.Name}__http__{replica}"] = $"http://127.0.0.1:{ports[service.Name][replica]}";
                }
            }

            var runsToCompletion = resources.Any(other => other.Dependencies.Contains(new Dependency(resource.Name, DependencyKind.Completed)));
            for (var replica = 0; replica < resource.Replicas; replica++)
            {
                runners.Add(new ResourceRunner(resource, replica, ports[resource.Name][replica], runsToCompletion, environment, Path.Combine(home, "logs"), changed));
            }
        }
    }

    private static int? PortOf(ProcessResource resource, int replica)
    {
        if (resource.Endpoint is null)
        {
            return null;
        }

        if (resource.Endpoint.Port is { } wanted && replica == 0)
        {
            return FreePort.IsFree(wanted)
                ? wanted
                : throw new DistributedApplicationException($"port {wanted}, meant for {resource.Name}, is in use by another program; stop that program or choose another port.");
        }

        return FreePort.Find();
    }

    private static IEnumerable<Task> DependenciesOf(ResourceRunner runner, IReadOnlyList<ResourceRunner> runners) =>
        from dependency in runner.Resource.Dependencies
        from other in runners
        where other.Resource.Name == dependency.Resource
        select other.Ready(dependency.Kind);

    /// <summary>Ranks of resources, those that nobody waits for first; a rank stops together.</summary>
    private static IEnumerable<IReadOnlyCollection<ProcessResource>> StopOrder(IReadOnlyList<ProcessResource> resources)
    {
        var left = resources.ToList();
        while (left.Count > 0)
        {
            var rank = left.Where(resource => !left.Any(other => other.Dependencies.Any(dependency => dependency.Resource == resource.Name))).ToList();
            yield return rank;
            left.RemoveAll(rank.Contains);
        }
    }
}
