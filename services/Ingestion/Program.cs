using MovieMesh.Ingestion;
using MovieMesh.Messaging;
using MovieMesh.ServiceDefaults;
using MovieMesh.Storage.Ratings;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddRatingsStore();
builder.AddIngestion();
builder.AddMovieMeshBus("ingestion", IngestionExtensions.AddConsumers, RatingsStoreExtensions.IsRatingsStoreAway);
builder.AddDeadLetterCollector<DeadLetterKeeper>();

var app = builder.Build();
app.MapDefaultEndpoints();
app.Run();
