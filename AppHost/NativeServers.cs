using System.Globalization;

namespace MovieMesh.AppHost;

/// <summary>Ports and passwords of the native servers.</summary>
internal sealed class NativeServers(KeptSettings kept)
{
    public string Home => kept.Home;

    public (int Port, string Password) Of(string server)
    {
        var password = kept.Password(server);

        // The port is kept only while it is free: somebody else may have taken it since.
        var text = kept.Find($"{server}:port");
        if (text is null || !FreePort.IsFree(int.Parse(text, CultureInfo.InvariantCulture)))
        {
            text = kept.Keep($"{server}:port", FreePort.Find().ToString(CultureInfo.InvariantCulture));
        }

        return (int.Parse(text, CultureInfo.InvariantCulture), password);
    }
}
