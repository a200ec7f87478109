using System.Globalization;
using System.Text.Json;
using Microsoft.JSInterop;
using MovieMesh.Contracts;
using MovieMesh.Contracts.Api;
using MovieMesh.WebUI.Components.People;
using MovieMesh.WebUI.Gateway;

namespace MovieMesh.WebUI.Session;

/// <summary>Who looks at this window: somebody with a session, or through the eyes of a user of the data set, who can only be looked at.</summary>
internal sealed class Viewer : IDisposable
{
    public const string CookieName = "moviemesh-user";

    private readonly GatewayClient _gateway;
    private readonly GatewaySession _session;
    private readonly SessionTickets _tickets;
    private readonly IJSRuntime _javaScript;
    private readonly IDisposable _subscription;
    private readonly SemaphoreSlim _creation = new(1, 1);

    public Viewer(GatewayClient gateway, GatewaySession session, SessionTickets tickets, MeshFeed feed, IJSRuntime javaScript)
    {
        (_gateway, _session, _tickets, _javaScript) = (gateway, session, tickets, javaScript);
        _subscription = feed.Subscribe(Hear);
    }

    /// <summary>Raised when another user looks from now on.</summary>
    public event Action? Switched;

    /// <summary>Raised when a rating of the current user changed, perhaps on the feed's thread.</summary>
    public event Action<RatingChanged>? Rated;

    /// <summary>Whose films and lists are shown.</summary>
    public UserSummary? User { get; private set; }

    public int? Id => User?.Id;

    /// <summary>Who they are themselves, or null before their first rating.</summary>
    public UserSummary? Self => _session.Current?.User;

    /// <summary>The address they signed in with, or null.</summary>
    public string? Email => _session.Current?.Email;

    public bool IsAdministrator => _session.Current?.IsAdministrator == true;

    /// <summary>Whether they may rate as whom they look: as themselves, or as the new visitor that the first rating makes of them.</summary>
    public bool CanRate => User is null || User.Id == Self?.Id;

    /// <summary>The read token of the newest rating given here: a read that carries it sees that rating.</summary>
    public string? Token { get; private set; }

    /// <summary>What they are called as whom they look: part of their address when they are signed in and look as themselves.</summary>
    public string Name => User is not { } user ? "" : Email is { } email && CanRate ? email[..Math.Max(1, email.IndexOf('@', StringComparison.Ordinal))] : NameOf(user);

    public static string NameOf(UserSummary user) =>
        user.IsVisitor ? string.Create(CultureInfo.InvariantCulture, $"Visitor {user.Id % Person.FirstVisitorId + 1:N0}") : string.Create(CultureInfo.InvariantCulture, $"User {user.Id}");

    /// <summary>Sets who looks when the window opens, without telling anybody.</summary>
    public void Begin(UserSummary? user) => User = user;

    /// <summary>Looks through the eyes of a user of the data set from now on, or as oneself.</summary>
    public async Task LookAsAsync(UserSummary? user)
    {
        User = user ?? Self;
        Token = null;
        await _javaScript.InvokeVoidAsync("movieMesh.remember", CookieName, user is null ? "" : user.Id.ToString(CultureInfo.InvariantCulture));
        Switched?.Invoke();
    }

    public async Task BecomeNewVisitorAsync(CancellationToken cancellationToken) => await EnterAsync(await _gateway.CreateVisitorAsync(cancellationToken));

    public async Task SignInAsync(Credentials credentials, CancellationToken cancellationToken) => await EnterAsync(await _gateway.SignInAsync(credentials, cancellationToken));

    /// <summary>Makes an account, which keeps what a visitor rated.</summary>
    public async Task RegisterAsync(Credentials credentials, CancellationToken cancellationToken) => await EnterAsync(await _gateway.RegisterAsync(credentials, cancellationToken));

    public async Task ChangePasswordAsync(ChangePassword change, CancellationToken cancellationToken) => await EnterAsync(await _gateway.ChangePasswordAsync(change, cancellationToken));

    /// <summary>Leaves this browser, or with <paramref name="everywhere"/> every one that is signed in to the account.</summary>
    public async Task SignOutAsync(bool everywhere, CancellationToken cancellationToken)
    {
        if (everywhere)
        {
            await _gateway.SignOutAsync(cancellationToken);
        }

        await EnterAsync(null);
    }

    public async Task DeleteAccountAsync(DeleteAccount confirmation, CancellationToken cancellationToken)
    {
        await _gateway.DeleteAccountAsync(confirmation, cancellationToken);
        await EnterAsync(null);
    }

    /// <summary>Gives the movie so many stars, or takes them back when null; whoever has no user yet becomes a new visitor by rating.</summary>
    /// <exception cref="GatewayException">The rating was not taken.</exception>
    public async Task RateAsync(int movieId, float? stars, CancellationToken cancellationToken)
    {
        if (!CanRate)
        {
            throw new GatewayException($"You look as {NameOf(User!)}, who cannot be rated for.");
        }

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

    /// <summary>Puts a movie on their list of what they want to see, or takes it off; who has no session becomes a new visitor first.</summary>
    /// <exception cref="GatewayException">Nothing was saved.</exception>
    public async Task WishAsync(int movieId, bool isWanted, CancellationToken cancellationToken)
    {
        var user = await EnsureUserAsync(cancellationToken);
        _ = isWanted
            ? await _gateway.GiveFeedbackAsync(user.Id, movieId, FeedbackKind.Wishlisted, cancellationToken)
            : await _gateway.WithdrawFeedbackAsync(user.Id, movieId, FeedbackKind.Wishlisted, cancellationToken);
    }

    public void Dispose()
    {
        _subscription.Dispose();
        _creation.Dispose();
    }

    private async Task EnterAsync(UserSession? session)
    {
        _session.Current = session;
        await _javaScript.InvokeVoidAsync("movieMesh.keepSession", session is null ? "" : _tickets.ToTicket(session.RefreshToken));
        await LookAsAsync(null);
    }

    private async Task<UserSummary> EnsureUserAsync(CancellationToken cancellationToken)
    {
        await _creation.WaitAsync(cancellationToken);
        try
        {
            if (Self is null)
            {
                await BecomeNewVisitorAsync(cancellationToken);
            }

            return Self!;
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
