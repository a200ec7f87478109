using System.Diagnostics;

namespace MovieMesh.TestServers;

/// <summary>Waits for what happens elsewhere, with a deadline.</summary>
public static class Eventually
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(25);

    /// <summary>Asks again and again until the answer will do.</summary>
    /// <exception cref="TimeoutException">It did not within half a minute; the message shows the last answer.</exception>
    public static async Task<T> ReturnsAsync<T>(Func<Task<T>> ask, Func<T, bool> willDo)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            var answer = await ask();
            if (willDo(answer))
            {
                return answer;
            }

            if (Stopwatch.GetElapsedTime(started) > Deadline)
            {
                throw new TimeoutException($"After {Deadline.TotalSeconds:F0} s the answer is still {answer}.");
            }

            await Task.Delay(Interval);
        }
    }

    /// <summary>Waits until a condition holds.</summary>
    /// <exception cref="TimeoutException">It did not within half a minute.</exception>
    public static Task HoldsAsync(Func<Task<bool>> condition) => ReturnsAsync(condition, holds => holds);

    /// <summary>Waits until a condition holds.</summary>
    /// <exception cref="TimeoutException">It did not within half a minute.</exception>
    public static Task HoldsAsync(Func<bool> condition) => HoldsAsync(() => Task.FromResult(condition()));
}
