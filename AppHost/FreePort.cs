using System.Net;
using System.Net.Sockets;

namespace MovieMesh.AppHost;

/// <summary>Finds ports that nobody listens on, below the range that the system gives to outgoing connections.</summary>
/// <remarks>
/// A port of that range may be taken by any connection while its server is away; and a client that tries to connect to it may be given that very port and find
/// itself connected to itself.
/// </remarks>
internal static class FreePort
{
    private const int First = 20_000;
    private const int AfterLast = 32_000;

    public static int Find()
    {
        while (true)
        {
            var port = Random.Shared.Next(First, AfterLast);
            if (IsFree(port))
            {
                return port;
            }
        }
    }

    public static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
