using MassTransit;

namespace MovieMesh.Ingestion;

/// <summary>What Ingestion is made of.</summary>
internal static class IngestionExtensions
{
    public static void AddIngestion(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<IngestionOptions>().BindConfiguration("Ingestion").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<DatasetOptions>().BindConfiguration("Dataset").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<IngestionMetrics>();
        builder.Services.AddSingleton<SubmissionTimes>();
        builder.Services.AddSingleton<RatingRecorder>();
        builder.Services.AddSingleton<DatasetImport>();
        builder.Services.AddHostedService<StartupImport>();
    }

    public static void AddConsumers(IBusRegistrationConfigurator bus)
    {
        bus.AddConsumer<SubmitRatingConsumer, SubmitRatingConsumerDefinition>();
        bus.AddConsumer<SubmitRatingsConsumer, SubmitRatingsConsumerDefinition>();
        bus.AddConsumer<WithdrawRatingConsumer, WithdrawRatingConsumerDefinition>();
        bus.AddConsumer<RecordFeedbackConsumer, RecordFeedbackConsumerDefinition>();
        bus.AddConsumer<ForgetUserConsumer>();
        bus.AddConsumer<ImportDatasetConsumer, ImportDatasetConsumerDefinition>();
    }
}
