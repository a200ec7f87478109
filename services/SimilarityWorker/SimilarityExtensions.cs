using MassTransit;
using MovieMesh.Recommenders.Similarity;

namespace MovieMesh.SimilarityWorker;

/// <summary>Wires the similarities.</summary>
internal static class SimilarityExtensions
{
    public static void AddSimilarities(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddOptions<SimilarityWorkerOptions>().BindConfiguration("Similarity").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<SimilarityOptions>().BindConfiguration("Similarity:Cosine").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<FactorSimilarityOptions>().BindConfiguration("Similarity:Factors").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<SimilarityMetrics>();
        builder.Services.AddSingleton<SimilaritySource>();
        builder.Services.AddSingleton<SimilarityBuilder>();
        builder.Services.AddSingleton<RebuildPlanner>();
        builder.Services.AddHostedService<SimilarityWatch>();
    }

    public static void AddSimilarityConsumers(IBusRegistrationConfigurator bus)
    {
        bus.AddConsumer<ModelPromotedConsumer>();
        bus.AddConsumer<ComputeSimilaritiesConsumer, ComputeSimilaritiesConsumerDefinition>();
    }
}
