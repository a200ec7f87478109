using System.Globalization;
using Microsoft.JSInterop;

namespace MovieMesh.WebUI.Session;

/// <summary>Films that this browser's reader is not interested in: left out of their recommendations until they are wanted back.</summary>
public sealed class HiddenFilms(IJSRuntime javaScript)
{
    public const string CookieName = "moviemesh-hidden";

    // A cookie holds about four thousand letters; the oldest wishes go first.
    private const int Most = 300;

    private readonly List<int> _ids = [];

    public int Count => _ids.Count;

    /// <summary>Takes over what the cookie said when the window was opened.</summary>
    public void Begin(string? cookie)
    {
        _ids.Clear();
        foreach (var part in (cookie ?? "").Split('.', StringSplitOptions.RemoveEmptyEntries).Take(Most))
        {
            if (int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            {
                _ids.Add(id);
            }
        }
    }

    public bool Contains(int movieId) => _ids.Contains(movieId);

    public Task HideAsync(int movieId)
    {
        _ids.Remove(movieId);
        _ids.Add(movieId);
        if (_ids.Count > Most)
        {
            _ids.RemoveAt(0);
        }

        return KeepAsync();
    }

    public Task ShowAsync(int movieId)
    {
        _ids.Remove(movieId);
        return KeepAsync();
    }

    public Task ShowAllAsync()
    {
        _ids.Clear();
        return KeepAsync();
    }

    private async Task KeepAsync() => await javaScript.InvokeVoidAsync("movieMesh.remember", CookieName, string.Join('.', _ids));
}
