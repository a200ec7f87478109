using MovieMesh.ServiceDefaults;

namespace MovieMesh.WebUI.Session;

internal static class SessionExtensions
{
    public static void AddSession(this IHostApplicationBuilder builder)
    {
        builder.AddKeptKeys();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<SessionTickets>();
        builder.Services.AddScoped<SessionCookie>();
        builder.Services.AddScoped<Viewer>();
        builder.Services.AddScoped<Notices>();
        builder.Services.AddScoped<HiddenFilms>();
    }
}
