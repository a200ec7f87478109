using System.Globalization;
using System.Text.Json;
using Microsoft.JSInterop;
using MovieMesh.Contracts;
using MovieMesh.Contracts.Api;
using MovieMesh.WebUI.Gateway;

namespace MovieMesh.WebUI.Session;

/// <summary>Who looks at this window, and what they rate.</summary>
public sealed class Viewer : IDisposable
{
    public const string CookieName = "moviemesh-user";

    private readonly GatewayClient _gateway;
    private readonly IJSRuntime _javaScript;
    private readonly IDisposable _subscription;
    private readonly SemaphoreSlim _creation = new(1, 1);

    public Viewer(GatewayClient gateway, MeshFeed feed, IJSRuntime javaScript)
    {
        _gateway = gateway;
        _javaScript = javaScript;
        _subscription = feed.Subscribe(Hear);
    }

    /// <summary>Raised when another user looks from now on.</summary>
    public event Action? Switched;

    /// <summary>Raised when a rating of the current user changed, perhaps on the feed's thread.</summary>
    public event Action<RatingChanged>? Rated;

    public UserSummary? User { get; private set; }

    public int? Id => User?.Id;

    /// <summary>The read token of the newest rating given here: a read that carries it sees that rating.</summary>
    public string? Token { get; private set; }

    public static string NameOf(UserSummary user) =>
        user.IsVisitor ? string.Create(CultureInfo.InvariantCulture, $"Visitor {user.Id % 1_000_000_000 + 1:N0}") : string.Create(CultureInfo.InvariantCulture, $"User {user.Id}");

    /// <summary>Sets who looks when the window opens, without telling anybody.</summary>
    public void Begin(UserSummary? user) => User = user;

    public async Task SwitchAsync(UserSummary? user)
    {
        User = user;
        Token = null;
        await _javaScript.InvokeVoidAsync("movieMesh.remember", CookieName, user is null ? "" : user.Id.ToString(CultureInfo.InvariantCulture));
        Switched?.Invoke();
    }

    public async Task<UserSummary> BecomeNewVisitorAsync(CancellationToken cancellationToken)
    {
        var visitor = await _gateway.CreateVisitorAsync(cancellationToken);
        await SwitchAsync(visitor);
        return visitor;
    }

    /// <summary>Gives the movie so many stars, or takes them back when null; whoever has no user yet becomes a new visitor by rating.</summary>
    public async Task RateAsync(int movieId, float? stars, CancellationToken cancellationToken)
    {
        var user = await EnsureUserAsync(cancellationToken);
        var accepted = stars is { } given
            ? await _gateway.RateAsync(user.Id, movieId, given, cancellationToken)
            : await _gateway.WithdrawAsync(user.Id, movieId, cancellationToken);
        if (user.Id == Id)
        {
            Token = accepted.Token;
            Rated?.Invoke(new RatingChanged(movieId, stars));
        }
    }

    public void Dispose()
    {
        _subscription.Dispose();
        _creation.Dispose();
    }

    private async Task<UserSummary> EnsureUserAsync(CancellationToken cancellationToken)
    {
        await _creation.WaitAsync(cancellationToken);
        try
        {
            return User ?? await BecomeNewVisitorAsync(cancellationToken);
        }
        finally
        {
            _creation.Release();
        }
    }

    private void Hear(MeshEvent meshEvent)
    {
        if (meshEvent.Type is MeshEvents.FeedConnected or MeshEvents.ModelPromoted)
        {
            Rated?.Invoke(default);
        }
        else if (meshEvent.Type == MeshEvents.RatingsRecorded && Id is { } id)
        {
            foreach (var rating in meshEvent.Data.Deserialize<RatingsRecorded>(GatewayClient.Json)?.Ratings ?? [])
            {
                if (rating.UserId == id)
                {
                    Rated?.Invoke(new RatingChanged(rating.MovieId, rating.Stars));
                }
            }
        }
    }
}
