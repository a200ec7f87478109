using MassTransit;
using Microsoft.Extensions.Options;
using MovieMesh.Recommenders.Similarity;

namespace MovieMesh.SimilarityWorker;

/// <summary>Wires the similarities.</summary>
internal static class SimilarityExtensions
{
    public static void AddSimilarities(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddOptions<SimilarityWorkerOptions>().BindConfiguration("Similarity").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<SimilarityOptions>().BindConfiguration("Similarity:CoRaters").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<FactorSimilarityOptions>().BindConfiguration("Similarity:Factors").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<ContentOptions>().BindConfiguration("Similarity:Content").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<RatersAndContentOptions>().BindConfiguration("Similarity:RatersAndContent").ValidateDataAnnotations().ValidateOnStart();

        // Who puts lists in order knows of one length.
        builder.Services.AddOptions<RatersAndContentOptions>().Configure<IOptions<SimilarityOptions>>((options, coRaters) => options.Count = coRaters.Value.Count);
        builder.Services.AddSingleton<SimilarityMetrics>();
        builder.Services.AddSingleton<SimilaritySource>();
        builder.Services.AddSingleton<SimilarityBuilder>();
        builder.Services.AddSingleton<SimilarityRefresher>();
        builder.Services.AddSingleton<RebuildPlanner>();
        builder.Services.AddHostedService<SimilarityWatch>();
    }

    public static void AddSimilarityConsumers(IBusRegistrationConfigurator bus)
    {
        bus.AddConsumer<ModelPromotedConsumer>();
        bus.AddConsumer<ComputeSimilaritiesConsumer, ComputeSimilaritiesConsumerDefinition>();
        bus.AddConsumer<RatingsRecordedConsumer, RefreshConsumerDefinition<RatingsRecordedConsumer>>();
        bus.AddConsumer<SimilaritiesPublishedConsumer, RefreshConsumerDefinition<SimilaritiesPublishedConsumer>>();
    }
}
