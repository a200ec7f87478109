using MovieMesh.QueryApi;
using MovieMesh.QueryApi.Accounts;
using MovieMesh.ServiceDefaults;
using MovieMesh.Storage.Models;
using MovieMesh.Storage.Ratings;

var builder = WebApplication.CreateBuilder(args);

builder.AddServiceDefaults();
builder.AddRatingsStore();
builder.AddModelCache();
builder.AddGateway();
builder.AddGatewayEvents();
builder.AddGatewayHttp();
builder.AddAccounts();

var app = builder.Build();

app.UseGatewayProblems();
app.UseAccounts();
app.MapDefaultEndpoints();
app.MapGateway();

app.Run();
