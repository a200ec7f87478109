using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace MovieMesh.WebUI.Posters;

/// <summary>Posters from The Movie Database. The browser asks this process for them, so nobody else learns who looks at what.</summary>
internal sealed class TmdbPosters(IHttpClientFactory clients, IOptions<TmdbOptions> options, TimeProvider time, ILogger<TmdbPosters> logger) : IDisposable
{
    public const string HttpClientName = "tmdb";
    private const string Width = "w342";
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(1);
    private readonly MemoryCache _addresses = new(new MemoryCacheOptions { SizeLimit = options.Value.KeptAddresses });

    /// <returns>The picture, to be disposed with the answer, or null when there is none to be had.</returns>
    public async Task<HttpResponseMessage?> FetchAsync(int tmdbId, CancellationToken cancellationToken)
    {
        try
        {
            using var client = clients.CreateClient(HttpClientName);
            if (await FindAsync(client, tmdbId, cancellationToken) is not { Length: > 0 } path)
            {
                return null;
            }

            var picture = await client.GetAsync(new Uri(options.Value.Images, $"{Width}/{path.TrimStart('/')}"), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (picture.IsSuccessStatusCode && picture.Content.Headers.ContentType?.MediaType?.StartsWith("image/", StringComparison.Ordinal) == true)
            {
                return picture;
            }

            picture.Dispose();
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            Log.PosterUnavailable(logger, tmdbId, exception.Message);
        }

        return null;
    }

    public void Dispose() => _addresses.Dispose();

    /// <returns>Where the picture is; empty when the movie has none.</returns>
    private async Task<string> FindAsync(HttpClient client, int tmdbId, CancellationToken cancellationToken)
    {
        if (_addresses.TryGetValue(tmdbId, out string? known))
        {
            return known!;
        }

        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(options.Value.Api, $"movie/{tmdbId}"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", options.Value.Key);
        using var response = await client.SendAsync(request, cancellationToken);
        var path = "";
        if (response.StatusCode != HttpStatusCode.NotFound)
        {
            response.EnsureSuccessStatusCode();
            using var movie = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(cancellationToken), cancellationToken: cancellationToken);
            path = movie.RootElement.TryGetProperty("poster_path", out var found) ? found.GetString() ?? "" : "";
        }

        return _addresses.Set(tmdbId, path, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpiration = time.GetUtcNow() + KeptFor });
    }
}
