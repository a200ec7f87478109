using MovieMesh.DatabaseMigrations;
using MovieMesh.ServiceDefaults;

var builder = Host.CreateApplicationBuilder(args);
builder.AddServiceDefaults();
builder.Services.AddOptions<MigrationOptions>().BindConfiguration("Migrations").ValidateDataAnnotations().ValidateOnStart();
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddSingleton<SchemaMigration>();

using var host = builder.Build();
return await host.Services.GetRequiredService<SchemaMigration>().RunAsync(CancellationToken.None);
