using System.CommandLine;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using MovieMesh.Contracts.Api;
using Spectre.Console;

namespace MovieMesh.Workbench;

/// <summary><c>bench freshness</c>: how long after its 202 a rating shows in the user's list.</summary>
internal static class FreshnessCommand
{
    private const int RatingsPerVisitor = 10;

    public static Command Create()
    {
        var gateway = new Option<Uri?>("--gateway") { Description = "The gateway's address (default: that of the mesh running here)." };
        var count = new Option<int>("--ratings") { Description = "How many ratings to send, one after another.", DefaultValueFactory = _ => 200 };
        count.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 1_000_000)
            {
                result.AddError("--ratings must be from 1 to 1000000.");
            }
        });
        var command = new Command("freshness", "Rates movies as new visitors, and times each from its 202 to the first list that knows it.") { gateway, count };
        command.SetAction(async (result, cancellationToken) =>
        {
            if ((result.GetValue(gateway) ?? RunningGateway()) is not { } address)
            {
                await Console.Error.WriteLineAsync("No mesh runs here: start one with ./mesh up, or name a gateway with --gateway.");
                return 1;
            }

            try
            {
                return await RunAsync(address, result.GetValue(count), cancellationToken);
            }
            catch (HttpRequestException exception)
            {
                await Console.Error.WriteLineAsync($"{address}: {exception.Message}");
                return 1;
            }
        });
        return command;
    }

    private static Uri? RunningGateway()
    {
        var home = Environment.GetEnvironmentVariable("MOVIEMESH_HOME") ?? ".mesh";
        var file = Path.Combine(home, "endpoints.json");
        return File.Exists(file) ? JsonSerializer.Deserialize<Dictionary<string, Uri>>(File.ReadAllText(file))!["query-api"] : null;
    }

    private static async Task<int> RunAsync(Uri gateway, int count, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = gateway };
        var movies = (await client.GetFromJsonAsync<MovieSummary[]>("/api/lists/popular?count=100", WatchCommand.Json, cancellationToken))!;
        var seen = new List<double>();
        var missed = 0;
        await AnsiConsole.Progress().StartAsync(async progress =>
        {
            var bar = progress.AddTask("Rating", maxValue: count);
            var visitor = 0;
            for (var i = 0; i < count; i++, bar.Increment(1))
            {
                if (i % RatingsPerVisitor == 0)
                {
                    using var created = await client.PostAsync(new Uri("/api/users", UriKind.Relative), content: null, cancellationToken);
                    visitor = (await created.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<UserSummary>(WatchCommand.Json, cancellationToken))!.Id;
                }

                using var response = await client.PutAsJsonAsync(
                    $"/api/users/{visitor}/ratings/{movies[i % movies.Length].Id}", new RateMovie { Stars = 0.5f * (1 + (i * 7 % 10)) }, WatchCommand.Json, cancellationToken);
                var accepted = (await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<RatingAccepted>(WatchCommand.Json, cancellationToken))!;
                var acceptedAt = Stopwatch.GetTimestamp();
                var list = (await client.GetFromJsonAsync<Recommendations>(
                    $"/api/users/{visitor}/recommendations?token={Uri.EscapeDataString(accepted.Token)}", WatchCommand.Json, cancellationToken))!;
                if (list.SeesToken is true && list.BasedOnRatings == (i % RatingsPerVisitor) + 1)
                {
                    seen.Add(Stopwatch.GetElapsedTime(acceptedAt).TotalMilliseconds);
                }
                else
                {
                    missed++;
                }
            }
        });

        seen.Sort();
        double At(double share) => seen.Count == 0 ? double.NaN : seen[(int)Math.Min(seen.Count - 1, share * seen.Count)];
        Console.WriteLine(FormattableString.Invariant(
            $"{count} ratings: from 202 to a list that knows it, median {At(.5):F0} ms, 95 % {At(.95):F0} ms, 99 % {At(.99):F0} ms, longest {At(1):F0} ms; not seen by the read that waited for it: {missed}"));
        return missed == 0 ? 0 : 1;
    }
}
