using System.Runtime.InteropServices;
using MovieMesh.AppHost.Local;
using MovieMesh.AppHost.Local.Dashboard;

namespace Aspire.Hosting;

/// <summary>The topology, ready to run.</summary>
internal sealed class DistributedApplication(IReadOnlyList<ProcessResource> resources, string home)
{
    public static IDistributedApplicationBuilder CreateBuilder(string[] args)
    {
        AppDomain.CurrentDomain.UnhandledException += OneLine;
        return args.Length == 0 ? new DistributedApplicationBuilder() : throw new DistributedApplicationException($"'{args[0]}' is not known: the AppHost takes no arguments, only environment variables.");
    }

    /// <summary>Runs until SIGINT or SIGTERM, then stops everything.</summary>
    public void Run()
    {
        using var stopping = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stopping.Cancel();
        }

        Orchestrator.RunAsync(resources, home, stopping.Token, DashboardAccess.Open).GetAwaiter().GetResult();
    }

    /// <summary>What is wrong with the surroundings is told in one line, not by a stack trace.</summary>
    private static void OneLine(object sender, UnhandledExceptionEventArgs arguments)
    {
        if (arguments.ExceptionObject is DistributedApplicationException exception)
        {
            Console.Error.WriteLine($"apphost: {exception.Message}");
            Environment.Exit(1);
        }
    }
}
