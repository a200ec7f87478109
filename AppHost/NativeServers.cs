using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace MovieMesh.AppHost;

/// <summary>Ports and passwords of the native servers: made up at the first start and kept, so that the next start finds the same data behind the same password.</summary>
internal sealed class NativeServers
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly Dictionary<string, string> _kept;

    private NativeServers(string home, Dictionary<string, string> kept) => (Home, _kept) = (home, kept);

    public string Home { get; }

    private string File => Path.Combine(Home, "servers.json");

    public static NativeServers Load(string home)
    {
        Directory.CreateDirectory(home);
        var file = Path.Combine(home, "servers.json");
        return new(home, System.IO.File.Exists(file) ? JsonSerializer.Deserialize<Dictionary<string, string>>(System.IO.File.ReadAllText(file))! : []);
    }

    public (int Port, string Password) Of(string server)
    {
        if (!_kept.TryGetValue($"{server}:password", out var password))
        {
            password = _kept[$"{server}:password"] = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        }

        // The port is kept only while it is free: somebody else may have taken it since.
        if (!_kept.TryGetValue($"{server}:port", out var text) || !FreePort.IsFree(int.Parse(text, CultureInfo.InvariantCulture)))
        {
            text = _kept[$"{server}:port"] = FreePort.Find().ToString(CultureInfo.InvariantCulture);
        }

        Save();
        return (int.Parse(text, CultureInfo.InvariantCulture), password);
    }

    private void Save()
    {
        var temporary = File + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using (var stream = new FileStream(temporary, options))
        {
            JsonSerializer.Serialize(stream, _kept);
        }

        System.IO.File.Move(temporary, File, overwrite: true);
    }
}
