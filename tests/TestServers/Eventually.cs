using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace MovieMesh.TestServers;

/// <summary>Waits for what happens elsewhere, with a deadline.</summary>
public static class Eventually
{
    // Far beyond what anything here takes, so that only what never comes runs into it, on a slow and busy machine too.
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(25);

    /// <summary>Asks again and again until the answer will do.</summary>
    /// <exception cref="TimeoutException">It did not in time; the message shows the last answer.</exception>
    public static async Task<T> ReturnsAsync<T>(Func<Task<T>> ask, Func<T, bool> willDo, [CallerArgumentExpression(nameof(ask))] string what = "")
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
                throw new TimeoutException($"After {Deadline.TotalSeconds:F0} s the answer is still {answer}: {what}");
            }

            await Task.Delay(Interval);
        }
    }

    /// <summary>Waits until a condition holds.</summary>
    /// <exception cref="TimeoutException">It did not in time.</exception>
    public static Task HoldsAsync(Func<Task<bool>> condition, [CallerArgumentExpression(nameof(condition))] string what = "") =>
        ReturnsAsync(condition, holds => holds, what);

    /// <summary>Waits until a condition holds.</summary>
    /// <exception cref="TimeoutException">It did not in time.</exception>
    public static Task HoldsAsync(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string what = "") =>
        HoldsAsync(() => Task.FromResult(condition()), what);
}
