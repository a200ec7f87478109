namespace MovieMesh.WebUI.Session;

internal static class SessionExtensions
{
    public static void AddSession(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddScoped<Viewer>();
        builder.Services.AddScoped<Notices>();
        builder.Services.AddScoped<HiddenFilms>();
    }
}
