using MovieMesh.ServiceDefaults;
using MovieMesh.WebUI.Components;
using MovieMesh.WebUI.Gateway;
using MovieMesh.WebUI.Posters;
using MovieMesh.WebUI.Session;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddGateway();
builder.AddSession();
builder.AddPosters();
builder.AddPages();

var app = builder.Build();
app.UsePagePolicy();
app.UseExceptionHandler("/error", createScopeForErrors: true);
app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
app.UseAntiforgery();
app.MapStaticAssets();
app.MapDefaultEndpoints();
app.MapPosters();
app.MapDownloads();
app.MapSession();
app.MapUploads();
app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null);
app.Run();
