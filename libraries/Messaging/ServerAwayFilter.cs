using System.Runtime.ExceptionServices;
using MassTransit;

namespace MovieMesh.Messaging;

/// <summary>
/// Keeps a message out of the dead letters whose consumer failed because a server is away: it goes back into its queue. Patience alone does not see to that,
/// as it ends with the connection that the message came by.
/// </summary>
internal sealed class ServerAwayFilter(Func<Exception, bool> isAway) : IFilter<ExceptionReceiveContext>
{
    public Task Send(ExceptionReceiveContext context, IPipe<ExceptionReceiveContext> next)
    {
        if (isAway(context.Exception))
        {
            ExceptionDispatchInfo.Throw(context.Exception);
        }

        return next.Send(context);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("server-away");
}
