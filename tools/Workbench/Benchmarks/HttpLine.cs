using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace MovieMesh.Workbench.Benchmarks;

/// <summary>One kept-alive HTTP/1.1 connection that asks and waits, with next to nothing of its own to pay: what is measured is the mesh.</summary>
internal sealed class HttpLine(Uri gateway, string accessToken) : IDisposable
{
    private readonly TcpClient _client = new() { NoDelay = true };
    private byte[] _answer = new byte[64 * 1024];
    private NetworkStream _stream = null!;

    public async Task ConnectAsync(CancellationToken cancellationToken)
    {
        await _client.ConnectAsync(gateway.Host, gateway.Port, cancellationToken);
        _stream = _client.GetStream();
    }

    public byte[] Request(string method, string path, string json) => Encoding.ASCII.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"{method} {path} HTTP/1.1\r\nHost: {gateway.Authority}\r\nAuthorization: Bearer {accessToken}\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(json)}\r\n\r\n{json}"));

    /// <returns>The status code, and the body when it is wanted or the request failed.</returns>
    public async Task<(int Status, string Body)> SendAsync(byte[] request, bool readAnswer, CancellationToken cancellationToken)
    {
        await _stream.WriteAsync(request, cancellationToken);
        var length = 0;
        while (true)
        {
            if (length == _answer.Length)
            {
                Array.Resize(ref _answer, 2 * _answer.Length);
            }

            var read = await _stream.ReadAsync(_answer.AsMemory(length), cancellationToken);
            if (read == 0)
            {
                throw new IOException("The gateway closed the connection.");
            }

            length += read;
            if (IsWhole(_answer.AsSpan(0, length)))
            {
                var status = int.Parse(_answer.AsSpan(9, 3), CultureInfo.InvariantCulture);
                return (status, readAnswer || status >= 300 ? Body(_answer.AsSpan(0, length)) : "");
            }
        }
    }

    public void Dispose() => _client.Dispose();

    /// <summary>The gateway sends bodies in chunks, or with their length.</summary>
    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var end = answer.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return false;
        }

        var head = answer[..end];
        var field = head.IndexOf("Content-Length: "u8);
        if (field < 0)
        {
            return answer.EndsWith("0\r\n\r\n"u8);
        }

        var value = head[(field + 16)..];
        var line = value.IndexOf((byte)'\r');
        return answer.Length - end - 4 >= int.Parse(line < 0 ? value : value[..line], CultureInfo.InvariantCulture);
    }

    private static string Body(ReadOnlySpan<byte> answer)
    {
        var end = answer.IndexOf("\r\n\r\n"u8);
        var head = answer[..end];
        var rest = answer[(end + 4)..];
        if (head.IndexOf("Content-Length: "u8) >= 0)
        {
            return Encoding.UTF8.GetString(rest);
        }

        // Chunks: each its length in hexadecimal, then so many bytes; the last has none.
        var body = new List<byte>(rest.Length);
        while (true)
        {
            var line = rest.IndexOf("\r\n"u8);
            var size = int.Parse(rest[..line], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (size == 0)
            {
                return Encoding.UTF8.GetString([.. body]);
            }

            body.AddRange(rest.Slice(line + 2, size));
            rest = rest[(line + 2 + size + 2)..];
        }
    }
}
