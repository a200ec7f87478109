using MassTransit;
using MassTransit.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;

namespace MovieMesh.Messaging;

/// <summary>The one set-up of the bus that every service shares.</summary>
public static class MessagingExtensions
{
    /// <summary>
    /// Adds the bus over RabbitMQ, with durable quorum queues named after the service, one queue for all dead letters, short retries for what may pass,
    /// patience for stores that are away, publisher confirms, and a health check that says "degraded" while the broker is away.
    /// </summary>
    /// <param name="builder">The service. Its connection string <c>messaging</c> names the broker: <c>amqp://user:password@host:port/vhost</c>, with the nodes of a cluster as
    /// <c>host:port,host:port</c>.</param>
    /// <param name="service">The service's name in kebab case: the prefix of its queues, so that no two services compete for one.</param>
    /// <param name="consumers">Registers the service's consumers.</param>
    /// <param name="isStoreAway">
    /// Tells whether an exception means that a store is away for now. Such messages are kept and tried again until the store is back, instead of
    /// being dead-lettered.
    /// </param>
    /// <exception cref="InvalidOperationException">There is no connection string <c>messaging</c>, or it is no AMQP address.</exception>
    public static TBuilder AddMovieMeshBus<TBuilder>(
        this TBuilder builder, string service, Action<IBusRegistrationConfigurator>? consumers = null, Func<Exception, bool>? isStoreAway = null)
        where TBuilder : IHostApplicationBuilder
    {
        var broker = BrokerAddress.Parse(builder.Configuration.GetConnectionString("messaging"));

        builder.Services.AddOptions<MessagingOptions>().BindConfiguration("Messaging").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(broker);
        builder.Services.AddSingleton<BrokerWatch>();
        builder.Services.AddSingleton<BrokerConnections>();
        builder.Services.AddSingleton<IDurablePublisher, DurablePublisher>();
        builder.Services.AddSingleton(services => new DeadLetterSender(services.GetRequiredService<BrokerConnections>(), services.GetRequiredService<IOptions<MessagingOptions>>()));
        builder.Services.AddSingleton(services => new QueueDepths(services.GetRequiredService<BrokerConnections>(), services.GetRequiredService<IOptions<MessagingOptions>>()));
        builder.Services.AddHostedService<BusWatch>();
        var replica = new Replica($"replica-{Guid.NewGuid():N}");
        builder.Services.AddSingleton(replica);

        // A service that stops does not wait for long work: it is cancelled, and the broker gives its message to another replica.
        builder.Services.Configure<MassTransitHostOptions>(options => options.ConsumerStopTimeout = TimeSpan.FromSeconds(3));
        Func<Exception, bool> isAway = exception => BrokerFaults.IsAwayFromConsumer(exception) || isStoreAway?.Invoke(exception) == true;
        builder.Services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.SetEndpointNameFormatter(new KebabCaseEndpointNameFormatter(service, includeNamespace: false));
            bus.ConfigureHealthCheckOptions(options =>
            {
                options.Name = "messaging";
                options.MinimalFailureStatus = HealthStatus.Degraded;
            });
            bus.AddConfigureEndpointsCallback((context, name, endpoint) =>
            {
                var largest = context.GetRequiredService<IOptions<MessagingOptions>>().Value.LargestMessage;
                endpoint.ConfigureReceive(pipe => pipe.UseFilter(new MessageSizeFilter(largest)));

                // A message of a type that nobody here knows is a dead letter like any other.
                endpoint.ConfigureDeadLetter(pipe => pipe.UseFilter(new SkippedMessageFilter()));
                endpoint.ConfigureError(pipe =>
                {
                    pipe.UseFilter(new ServerAwayFilter(isAway));
                    pipe.UseFilter(new GenerateFaultFilter());
                    pipe.UseFilter(new ErrorTransportFilter());
                });
                endpoint.UseMessageRetry(retry =>
                {
                    retry.Ignore(isAway);
                    retry.Intervals(50, 250, 1_000);
                });

                // Ten thousand tries five seconds apart are half a day: long enough for people to bring a server back.
                endpoint.UseMessageRetry(retry =>
                {
                    retry.Handle(isAway);
                    retry.Exponential(10_000, TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(200));
                });

                if (endpoint is IRabbitMqReceiveEndpointConfigurator queue && !name.EndsWith(replica.Name, StringComparison.Ordinal))
                {
                    queue.SetQuorumQueue();
                }
            });
            consumers?.Invoke(bus);
            bus.UsingRabbitMq((context, rabbit) =>
            {
                rabbit.Host(broker.First.HostName, (ushort)broker.First.Port, broker.VirtualHost, service, host =>
                {
                    host.Username(broker.User);
                    host.Password(broker.Password);
                    var watch = context.GetRequiredService<BrokerWatch>();
                    host.OnRefreshConnectionFactory = async factory =>
                    {
                        var node = await watch.FindAsync();
                        factory.EndpointResolverFactory = _ => new DefaultEndpointResolver([node]);
                    };
                });
                DeadLetterQueue.Use(rabbit);
                rabbit.ConfigureEndpoints(context);
            });
        });
        return builder;
    }

    /// <summary>Has this service collect the dead letters of all services. Its replicas share them.</summary>
    /// <typeparam name="TKeeper">Where they are kept.</typeparam>
    public static void AddDeadLetterCollector<TKeeper>(this IHostApplicationBuilder builder)
        where TKeeper : class, IDeadLetterKeeper
    {
        builder.Services.AddSingleton<IDeadLetterKeeper, TKeeper>();
        builder.Services.AddHostedService<DeadLetterCollector>();
    }

    /// <summary>
    /// Adds a consumer of events that every replica of the service must hear: all such consumers share one temporary queue of the process, which vanishes with it.
    /// </summary>
    /// <remarks>What was published while the process was away is not heard: catch up from the stores at start.</remarks>
    /// <typeparam name="TConsumer">The consumer.</typeparam>
    public static void AddReplicaConsumer<TConsumer>(this IBusRegistrationConfigurator bus)
        where TConsumer : class, IConsumer =>
        bus.AddConsumer<TConsumer>().Endpoint(endpoint =>
        {
            endpoint.Name = "events";
            endpoint.InstanceId = bus.Select(service => service.ImplementationInstance).OfType<Replica>().Single().Name;
            endpoint.Temporary = true;
        });
}
