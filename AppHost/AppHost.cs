using MovieMesh.AppHost;

var builder = DistributedApplication.CreateBuilder(args);
var kept = new KeptSettings(Settings.Home(builder.AppHostDirectory));
var (ratingsdb, cache, messaging) = builder.AddInfrastructure(kept);

var migrations = builder.AddService("database-migrations", "DatabaseMigrations")
    .WithStore(ratingsdb);

var ingestion = builder.AddService("ingestion", "Ingestion")
    .WithStore(ratingsdb).WithStore(messaging).WaitForCompletion(migrations)
    .WithEnvironment("Dataset__Path", Settings.DatasetPath)
    .WithHttpEndpoint(name: "http").WithHttpHealthCheck("/health");

builder.AddService("training-worker", "TrainingWorker")
    .WithStore(ratingsdb).WithStore(cache).WithStore(messaging).WaitForCompletion(migrations)
    .WithReplicas(Settings.TrainingWorkers)
    .WithHttpEndpoint(name: "http").WithHttpHealthCheck("/health");

builder.AddService("similarity-worker", "SimilarityWorker")
    .WithStore(ratingsdb).WithStore(cache).WithStore(messaging).WaitForCompletion(migrations)
    .WithReplicas(Settings.SimilarityWorkers)
    .WithHttpEndpoint(name: "http").WithHttpHealthCheck("/health");

// The gateway waits for ingestion, whose queues must stand before a rating can be promised to survive.
var gateway = builder.AddService("query-api", "QueryApi")
    .WithStore(ratingsdb).WithStore(cache).WithStore(messaging).WaitFor(ingestion)
    .WithEnvironment("Accounts__AdministratorEmail", Settings.AdministratorEmail)
    .WithEnvironment("Accounts__AdministratorPassword", Settings.AdministratorPassword ?? kept.Password("administrator"))
    .WithEnvironment("Imports__Folder", Path.Combine(kept.Home, "uploads"))
    .WithKeys(kept)
    .WithReplicas(Settings.Gateways)
    .WithHttpEndpoint(port: Settings.GatewayPort, name: "http").WithExternalHttpEndpoints().WithHttpHealthCheck("/health");

builder.AddService("web-ui", "WebUI")
    .WithReference(gateway).WaitFor(gateway)
    .WithKeys(kept)
    .WithHttpEndpoint(port: Settings.WebPort, name: "http").WithExternalHttpEndpoints().WithHttpHealthCheck("/health");

builder.Build().Run();
