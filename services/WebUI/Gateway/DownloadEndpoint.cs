using Microsoft.AspNetCore.Http.HttpResults;

namespace MovieMesh.WebUI.Gateway;

/// <summary>Statistics to take home: the gateway's comma-separated values, handed on, for the browser knows this site alone.</summary>
internal static class DownloadEndpoint
{
    public static void MapDownloads(this IEndpointRouteBuilder app) => app.MapGet("/data/{name:alpha}.csv", DownloadAsync);

    /// <summary>Where the browser finds a statistic as comma-separated values.</summary>
    public static string AddressOf(string name, StatisticsQuery query) => GatewayClient.Address(
        $"/data/{name}.csv", ("genre", query.Genre), ("yearFrom", query.YearFrom), ("yearTo", query.YearTo));

    private static async Task<Results<FileStreamHttpResult, NotFound, StatusCodeHttpResult>> DownloadAsync(
        string name, GatewayClient gateway, CancellationToken cancellationToken, string? genre = null, int? yearFrom = null, int? yearTo = null)
    {
        try
        {
            var csv = await gateway.ReadStatisticsCsvAsync(name, new StatisticsQuery { Genre = genre, YearFrom = yearFrom, YearTo = yearTo }, cancellationToken);
            return TypedResults.Stream(csv, "text/csv; charset=utf-8", $"{name}.csv");
        }
        catch (GatewayException exception)
        {
            return exception.Status == StatusCodes.Status404NotFound ? TypedResults.NotFound() : TypedResults.StatusCode(exception.Status ?? StatusCodes.Status502BadGateway);
        }
    }
}
