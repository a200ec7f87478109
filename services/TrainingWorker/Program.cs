using MovieMesh.Messaging;
using MovieMesh.ServiceDefaults;
using MovieMesh.Storage;
using MovieMesh.Storage.Models;
using MovieMesh.Storage.Ratings;
using MovieMesh.TrainingWorker;

var builder = WebApplication.CreateBuilder(args);

builder.AddServiceDefaults();
builder.AddRatingsStore();
builder.AddModelCache();
builder.AddTraining();
builder.AddMovieMeshBus("training-worker", TrainingExtensions.AddTrainingConsumers, StoreFaults.IsAway);

var app = builder.Build();

app.MapDefaultEndpoints();

app.Run();
