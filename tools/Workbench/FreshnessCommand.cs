using System.CommandLine;
using System.Globalization;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using MovieMesh.Contracts.Api;
using MovieMesh.Workbench.Benchmarks;

namespace MovieMesh.Workbench;

/// <summary><c>bench freshness</c>: how long after its 202 a rating shows in the user's list, while ratings come in at a steady rate.</summary>
internal static class FreshnessCommand
{
    public static Command Create()
    {
        var gateway = RunningMesh.GatewayOption();
        var rates = new Option<int[]>("--rate") { Description = "Ratings a second; several rates are measured one after the other.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [50, 500] };
        rates.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int[]>() is not { Length: > 0 } given || given.Any(rate => rate is < 1 or > 20_000))
            {
                result.AddError("--rate must be from 1 to 20000.");
            }
        });
        var seconds = new Option<int>("--seconds") { Description = "How long each rate is kept up.", DefaultValueFactory = _ => 60 };
        seconds.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 3_600)
            {
                result.AddError("--seconds must be from 1 to 3600.");
            }
        });
        var command = new Command("freshness", "Rates movies as new users at a steady rate, and times each rating from its 202 to a list that knows it, and to similar lists that do.") { gateway, rates, seconds };
        var mesh = new MeshChoice(gateway);
        mesh.AddTo(command);
        command.SetAction((result, token) => mesh.RunAsync(result, LeavesBehind(result.GetValue(rates)!, result.GetValue(seconds)), async cancellationToken =>
        {
            if ((result.GetValue(gateway) ?? RunningMesh.Gateway()) is not { } address)
            {
                await Console.Error.WriteLineAsync("No mesh runs here: start one with ./mesh up, or name a gateway with --gateway.");
                return 1;
            }

            try
            {
                var missed = 0L;
                foreach (var rate in result.GetValue(rates)!)
                {
                    missed += await RunAsync(address, rate, TimeSpan.FromSeconds(result.GetValue(seconds)), cancellationToken);
                }

                return missed == 0 ? 0 : 1;
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException or SocketException or JsonException)
            {
                await Console.Error.WriteLineAsync($"{address}: {exception.Message}");
                return 1;
            }
        }, token));
        return command;
    }

    private static string LeavesBehind(int[] rates, int seconds) =>
        string.Create(CultureInfo.InvariantCulture, $"about {(long)rates.Sum() * seconds:N0} ratings by made-up users of the 100 movies with most ratings");

    /// <returns>How many ratings a read that waited for them did not see.</returns>
    private static async Task<long> RunAsync(Uri gateway, int rate, TimeSpan duration, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = gateway };
        var movies = (await client.GetFromJsonAsync<MovieSummary[]>("/api/lists/popular?count=100", WatchCommand.Json, cancellationToken))!.Select(movie => movie.Id).ToArray();
        var figure = await new FreshnessBench(gateway, await RunningMesh.SignInAsync(gateway, cancellationToken), movies).RunAsync(rate, duration, cancellationToken);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{rate} ratings/s for {duration.TotalSeconds:F0} s: {figure.Sent} sent, {figure.Sent / figure.Elapsed.TotalSeconds:F0}/s sustained, not seen by the read that waited for it: {figure.Missed}"));
        Console.WriteLine($"  request to 202: {figure.Accepting}");
        Console.WriteLine($"  202 to a list that knows the rating: {figure.Seeing}");
        Console.WriteLine($"  202 to similar lists of the movie that know the rating: {figure.Refreshing}; not heard of: {figure.Unrefreshed}");
        Console.WriteLine($"  waited for its turn to be sent: {figure.Queueing}");
        return figure.Missed;
    }
}
