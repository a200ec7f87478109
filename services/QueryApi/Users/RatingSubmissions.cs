using System.Diagnostics;
using Microsoft.Extensions.Options;
using MovieMesh.Contracts;
using MovieMesh.Messaging;

namespace MovieMesh.QueryApi.Users;

/// <summary>
/// Submits single ratings. A few go to the broker one by one; those that come while as many are being confirmed wait for one of these, and then go together in one message
/// with one confirm. So a quiet gateway adds no delay, and a busy one pays a message for a group of ratings rather than for each.
/// </summary>
internal sealed class RatingSubmissions(IDurablePublisher publisher, IOptions<GatewayOptions> options)
{
    private static readonly ActivitySource Source = new("MovieMesh.QueryApi");

    private readonly Lock _lock = new();
    private Group _gathering = new();
    private int _underWay;

    /// <summary>Returns once the broker has confirmed the rating.</summary>
    /// <exception cref="BrokerUnavailableException">It did not in time.</exception>
    public async Task SubmitAsync(SubmitRating rating, CancellationToken cancellationToken)
    {
        Group? group = null;
        lock (_lock)
        {
            if (_underWay < options.Value.ConfirmsUnderWay)
            {
                _underWay++;
            }
            else
            {
                group = _gathering;
                group.Add(rating);
            }
        }

        if (group is not null)
        {
            await group.Confirmed.WaitAsync(cancellationToken);
            return;
        }

        try
        {
            await publisher.PublishAsync(rating, cancellationToken);
        }
        finally
        {
            Next();
        }
    }

    /// <summary>One confirm came: the place goes to those who have gathered, if any have.</summary>
    private void Next()
    {
        Group group;
        lock (_lock)
        {
            if (_gathering.Ratings.Count == 0)
            {
                _underWay--;
                return;
            }

            group = _gathering;
            _gathering = new Group();
        }

        // The group belongs to no one of its requests: not to the trace, nor to the token, of the one whose end it waited for.
        using (ExecutionContext.SuppressFlow())
        {
            _ = Task.Run(() => PublishAsync(group));
        }
    }

    private async Task PublishAsync(Group group)
    {
        using var activity = Source.StartActivity(ActivityKind.Internal, links: group.Links, name: "submit ratings");
        activity?.SetTag("moviemesh.submissions", group.Ratings.Count);
        try
        {
            foreach (var part in group.Ratings.Chunk(SubmitRatings.Most))
            {
                await publisher.PublishAsync(new SubmitRatings { Ratings = part }, CancellationToken.None);
            }

            group.Confirm();
        }
        catch (BrokerUnavailableException exception)
        {
            group.Fail(exception);
        }
        finally
        {
            Next();
        }
    }

    private sealed class Group
    {
        private readonly TaskCompletionSource _confirmed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly List<ActivityLink> _links = [];

        public List<SubmitRating> Ratings { get; } = [];

        public IReadOnlyList<ActivityLink> Links => _links;

        public Task Confirmed => _confirmed.Task;

        public void Add(SubmitRating rating)
        {
            Ratings.Add(rating);
            if (Activity.Current is { } request)
            {
                _links.Add(new ActivityLink(request.Context));
            }
        }

        public void Confirm() => _confirmed.SetResult();

        public void Fail(Exception exception) => _confirmed.SetException(exception);
    }
}
