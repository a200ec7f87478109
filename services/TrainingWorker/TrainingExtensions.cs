using MassTransit;
using Microsoft.Extensions.Options;

namespace MovieMesh.TrainingWorker;

/// <summary>Wires the training.</summary>
internal static class TrainingExtensions
{
    public static void AddTraining(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddOptions<TrainingOptions>().BindConfiguration("Training").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<AlgorithmSettings>();
        builder.Services.AddSingleton<IValidateOptions<TrainingOptions>>(services => services.GetRequiredService<AlgorithmSettings>());
        builder.Services.AddSingleton<TrainingMetrics>();
        builder.Services.AddSingleton<ModelTraining>();
        builder.Services.AddSingleton<RetrainPolicy>();
        builder.Services.AddHostedService<ChampionWatch>();
    }

    public static void AddTrainingConsumers(IBusRegistrationConfigurator bus)
    {
        bus.AddConsumer<TrainModelConsumer, TrainModelConsumerDefinition>();
        bus.AddConsumer<RetrainPolicyConsumer, RetrainPolicyConsumerDefinition>();
    }
}
