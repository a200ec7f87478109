using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace MovieMesh.ServiceDefaults;

/// <summary>The keys that tokens and cookies are made with outlive the process, so that a restart signs nobody out, and replicas share them.</summary>
public static class KeptKeys
{
    /// <summary>Keeps the keys in the folder that the setting <c>Keys:Folder</c> names; without one, where ASP.NET Core does by itself.</summary>
    public static void AddKeptKeys(this IHostApplicationBuilder builder)
    {
        var protection = builder.Services.AddDataProtection().SetApplicationName("MovieMesh");
        if (builder.Configuration["Keys:Folder"] is { Length: > 0 } folder)
        {
            var keys = Directory.CreateDirectory(folder);
            if (!OperatingSystem.IsWindows())
            {
                // Whoever has the keys can make a session for anybody.
                File.SetUnixFileMode(keys.FullName, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }

            protection.PersistKeysToFileSystem(keys);
        }
    }
}
