using Microsoft.Extensions.Configuration;

namespace MovieMesh.ServiceDefaults;

/// <summary>Sends a request for <c>http://query-api/…</c> to the address configured under <c>services:query-api:http:0</c>; with several, in turn.</summary>
/// <remarks>It stands inside the retries, so that a retry goes to the next replica. A host without configured addresses is left as it is.</remarks>
internal sealed class ServiceAddressHandler(IConfiguration configuration) : DelegatingHandler
{
    private static int _turn;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.RequestUri = Resolve(request.RequestUri!);
        return base.SendAsync(request, cancellationToken);
    }

    private Uri Resolve(Uri uri)
    {
        var addresses = configuration.GetSection($"services:{uri.Host}:{uri.Scheme}").GetChildren().Select(child => child.Value).OfType<string>().ToArray();
        return addresses.Length == 0
            ? uri
            : new Uri(new Uri(addresses[(int)((uint)Interlocked.Increment(ref _turn) % addresses.Length)]), uri.PathAndQuery);
    }
}
