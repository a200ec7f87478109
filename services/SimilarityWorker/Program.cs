using MovieMesh.Messaging;
using MovieMesh.ServiceDefaults;
using MovieMesh.SimilarityWorker;
using MovieMesh.Storage;
using MovieMesh.Storage.Models;
using MovieMesh.Storage.Ratings;

var builder = WebApplication.CreateBuilder(args);

builder.AddServiceDefaults();
builder.AddRatingsStore();
builder.AddModelCache();
builder.AddSimilarities();
builder.AddMovieMeshBus("similarity-worker", SimilarityExtensions.AddSimilarityConsumers, StoreFaults.IsAway);

var app = builder.Build();

app.MapDefaultEndpoints();

app.Run();
