using System.Text.Json.Serialization;
using MassTransit;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using MovieMesh.Contracts;
using MovieMesh.Contracts.Api;
using MovieMesh.Messaging;
using MovieMesh.QueryApi.Endpoints;
using MovieMesh.QueryApi.Events;
using MovieMesh.QueryApi.Models;
using MovieMesh.QueryApi.Movies;
using MovieMesh.QueryApi.OpenApi;
using MovieMesh.QueryApi.Recommending;
using MovieMesh.QueryApi.Statistics;
using MovieMesh.QueryApi.Status;
using MovieMesh.QueryApi.Users;
using MovieMesh.ServiceDefaults;
using MovieMesh.Storage.Ratings;

namespace MovieMesh.QueryApi;

/// <summary>Wires the gateway.</summary>
internal static class GatewayExtensions
{
    /// <summary>What is kept in memory, and what keeps it up to date.</summary>
    public static void AddGateway(this IHostApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddOptions<GatewayOptions>().BindConfiguration("Gateway").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<ImportOptions>().BindConfiguration("Imports").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<Uploads>();
        builder.Services.AddOptions<FeedbackWeights>().BindConfiguration("Feedback").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<QueryApiMetrics>();
        builder.Services.AddSingleton(services =>
            new Trending(services.GetRequiredService<IOptions<GatewayOptions>>().Value.TrendingWindow, services.GetRequiredService<TimeProvider>()));
        builder.Services.AddHosted<CatalogueFeed>();
        builder.Services.AddHosted<ServingModel>();
        builder.Services.AddHosted<ServingExperiment>();
        builder.Services.AddSingleton<SimilarLists>();
        builder.Services.AddSingleton<UserStates>();
        builder.Services.AddSingleton<EveryRating>();
        builder.Services.AddSingleton<RatingClock>();
        builder.Services.AddSingleton<RatingSubmissions>();
        builder.Services.AddSingleton<WaitingRoom>();
        builder.Services.AddSingleton<Folding>();
        builder.Services.AddSingleton<MovieRecommender>();
        builder.Services.AddSingleton<WishIndex>();
        builder.Services.AddSingleton<RatingStatistics>();
        builder.Services.AddSingleton<MeshStatusReader>();
        builder.Services.AddSingleton<QueueWatch>();
        builder.Services.AddSingleton<QueueReader>();
        builder.Services.AddHealthChecks().AddCheck<MemoryHealthCheck>("memory").AddCheck<QueueHealthCheck>("queues");
    }

    /// <summary>The bus, with every event heard by every replica.</summary>
    public static void AddGatewayEvents(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<EventHub>();
        builder.Services.AddSingleton<Reactions>();
        builder.Services.AddSingleton<MeshAnnouncements>();
        builder.Services.AddReceiveEndpointObserver<ConnectionObserver>();
        builder.AddMovieMeshBus("query-api", bus => bus.AddReplicaConsumer<MeshEventConsumer>());
    }

    /// <summary>JSON, validation, problem details and the description of the API.</summary>
    public static void AddGatewayHttp(this IHostApplicationBuilder builder)
    {
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;

            // Of two values for one name, whoever looked at the request before may have seen the other.
            json.SerializerOptions.AllowDuplicateProperties = false;
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter<ModelRunState>());
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter<FeedbackKind>(allowIntegerValues: false));
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, GatewayJsonContext.Default);
        });
        builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        builder.Services.AddValidation();
        builder.Services.AddProblemDetails();
        builder.Services.AddExceptionHandler<GatewayExceptionHandler>();
        builder.Services.AddOpenApi(GatewayDescription.Configure);
    }

    /// <summary>What browsers must not do with answers; the pages of <c>/docs</c> bring scripts and styles of their own.</summary>
    public static void UseGatewayHeaders(this WebApplication app) => app.UseSecurityHeaders(context =>
        context.Request.Path.StartsWithSegments("/docs", StringComparison.Ordinal)
            ? "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
            : "default-src 'none'; frame-ancestors 'none'");

    public static void UseGatewayProblems(this WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages();
    }

    public static void MapGateway(this WebApplication app)
    {
        var api = app.MapGroup("").AddEndpointFilter<SecondTry>();
        api.MapMoviesApi();
        api.MapSimilarApi();
        api.MapListsApi();
        api.MapUsersApi();
        api.MapAccountApi();
        api.MapSimilarUsersApi();
        api.MapRatingsApi();
        api.MapFeedbackApi();
        api.MapRecommendationsApi();
        api.MapModelsApi();
        api.MapImportsApi();
        api.MapStatisticsApi();
        api.MapExperimentApi();
        api.MapDeadLettersApi();
        api.MapStatusApi();
        api.MapEventsApi();
        app.MapOpenApi();
        app.UseSwaggerUI(page =>
        {
            page.RoutePrefix = "docs";
            page.DocumentTitle = "MovieMesh API";
            page.SwaggerEndpoint("/openapi/v1.json", "MovieMesh");
        });
    }

    /// <summary>One object that is both asked and run.</summary>
    private static void AddHosted<T>(this IServiceCollection services)
        where T : class, IHostedService
    {
        services.AddSingleton<T>();
        services.AddHostedService(provider => provider.GetRequiredService<T>());
    }
}
