using System.Collections.Concurrent;
using System.Diagnostics;

namespace MovieMesh.TestServers;

/// <summary>Starts processes from one thread that lives as long as the test process: "end when the parent dies" means the thread that forked, on Linux.</summary>
internal static class ProcessThread
{
    private static readonly BlockingCollection<Action> Requests = [];

    static ProcessThread() => new Thread(() =>
    {
        foreach (var request in Requests.GetConsumingEnumerable())
        {
            request();
        }
    }) { IsBackground = true }.Start();

    public static Task<Process> StartAsync(ProcessStartInfo info)
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Requests.Add(() =>
        {
            try
            {
                started.SetResult(Process.Start(info)!);
            }
            catch (Exception exception)
            {
                started.SetException(exception);
            }
        });
        return started.Task;
    }
}
