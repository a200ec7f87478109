using System.Security.Cryptography;
using System.Text.Json;

namespace MovieMesh.AppHost;

/// <summary>What was made up at the first start and is kept, readable for its owner alone, so that the next start finds the same data behind the same passwords.</summary>
internal sealed class KeptSettings
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _file;
    private readonly Dictionary<string, string> _kept;

    public KeptSettings(string home)
    {
        Home = Directory.CreateDirectory(home).FullName;
        _file = Path.Combine(home, "servers.json");
        _kept = File.Exists(_file) ? JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(_file))! : [];
    }

    public string Home { get; }

    public string? Find(string name) => _kept.GetValueOrDefault(name);

    public string Password(string owner) => Find($"{owner}:password") ?? Keep($"{owner}:password", Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));

    public string Keep(string name, string value)
    {
        _kept[name] = value;
        var temporary = _file + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using (var stream = new FileStream(temporary, options))
        {
            JsonSerializer.Serialize(stream, _kept);
        }

        File.Move(temporary, _file, overwrite: true);
        return value;
    }
}
