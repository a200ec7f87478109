using MassTransit;
using Microsoft.Extensions.Options;
using MovieMesh.Messaging;
using MovieMesh.Storage.Ratings;

namespace MovieMesh.TrainingWorker;

/// <summary>Wires the training.</summary>
internal static class TrainingExtensions
{
    public static void AddTraining(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddOptions<TrainingOptions>().BindConfiguration("Training").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<RetrainOptions>().BindConfiguration("Training:Retrain").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<FeedbackWeights>().BindConfiguration("Feedback").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<AlgorithmSettings>();
        builder.Services.AddSingleton<IValidateOptions<TrainingOptions>>(services => services.GetRequiredService<AlgorithmSettings>());
        builder.Services.AddSingleton<TrainingMetrics>();
        builder.Services.AddSingleton<RatingSnapshot>();
        builder.Services.AddSingleton<TrainingCancellations>();
        builder.Services.AddSingleton<ModelTraining>();
        builder.Services.AddSingleton<ModelPromotion>();
        builder.Services.AddSingleton<ModelRetention>();
        builder.Services.AddSingleton<PrequentialScoring>();
        builder.Services.AddHostedService<ChampionWatch>();
        builder.Services.AddHostedService<RetrainWatch>();
    }

    public static void AddTrainingConsumers(IBusRegistrationConfigurator bus)
    {
        bus.AddConsumer<TrainModelConsumer, TrainModelConsumerDefinition>();
        bus.AddConsumer<PromoteModelConsumer, PromoteModelConsumerDefinition>();
        bus.AddConsumer<PrequentialConsumer, PrequentialConsumerDefinition>();
        bus.AddReplicaConsumer<CancelTrainingConsumer>();
        bus.AddConsumer<DatasetImportedConsumer>();
        bus.AddConsumer<ExperimentEndedConsumer>();
    }
}
