using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace MovieMesh.Workbench.Chaos;

/// <summary>Speaks to the gateways of a mesh as a careful client does: where one cannot be reached, the next one is asked.</summary>
internal sealed class MeshClient : IDisposable
{
    public static readonly TimeSpan WritePatience = TimeSpan.FromSeconds(15);
    public static readonly TimeSpan ReadPatience = TimeSpan.FromSeconds(5);

    private readonly HttpClient[] _gateways;
    private int _turn;

    public MeshClient(IEnumerable<Uri> gateways) => _gateways = [.. gateways.Select(gateway => new HttpClient { BaseAddress = gateway, Timeout = Timeout.InfiniteTimeSpan })];

    /// <summary>The administrator's, who may rate for any user.</summary>
    public string AccessToken { get; set; } = "";

    /// <returns>The status and the body; the status 0 when there was no answer in time.</returns>
    public async Task<Answer> SendAsync(HttpMethod method, string path, object? body, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bounded.CancelAfter(patience);
        var started = Stopwatch.GetTimestamp();
        var first = (uint)Interlocked.Increment(ref _turn);
        var words = "";
        for (var i = 0u; i < _gateways.Length; i++)
        {
            try
            {
                using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body, options: WatchCommand.Json) };
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", AccessToken);
                using var response = await _gateways[(first + i) % _gateways.Length].SendAsync(request, bounded.Token);
                var text = await response.Content.ReadAsStringAsync(bounded.Token);
                return new Answer((int)response.StatusCode, text, response.Headers.RetryAfter is not null, Stopwatch.GetElapsedTime(started));
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException)
            {
                words = exception.Message;
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                words = "no answer in time";
                break;
            }
        }

        return new Answer(0, words, false, Stopwatch.GetElapsedTime(started));
    }

    public void Dispose() => Array.ForEach(_gateways, gateway => gateway.Dispose());

    internal sealed record Answer(int Status, string Body, bool HasRetryAfter, TimeSpan Took)
    {
        public bool IsOk => Status is >= 200 and < 300;

        public T Read<T>() => JsonSerializer.Deserialize<T>(Body, WatchCommand.Json)!;
    }
}
