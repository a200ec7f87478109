using MovieMesh.QueryApi;
using MovieMesh.QueryApi.Accounts;
using MovieMesh.QueryApi.Limits;
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
builder.AddLimits();
builder.AddAccounts();

var app = builder.Build();

app.UseGatewayHeaders();
app.UseGatewayProblems();
app.UseAccounts();
app.MapDefaultEndpoints();
app.MapGateway();

app.Run();
