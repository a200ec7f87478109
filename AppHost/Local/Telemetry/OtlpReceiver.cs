using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using MovieMesh.AppHost.Local.Otlp;

namespace MovieMesh.AppHost.Local.Telemetry;

/// <summary>OTLP over HTTP in its binary form, from whoever knows the key.</summary>
internal static class OtlpReceiver
{
    public const string KeyHeader = "x-otlp-api-key";

    private const string ContentType = "application/x-protobuf";

    public static void MapOtlp(this IEndpointRouteBuilder app, TelemetryStore store, string key)
    {
        var reader = new OtlpReader(store);
        var expected = Encoding.UTF8.GetBytes(key);
        Map(app, "/v1/traces", ExportTraceServiceRequest.Parser, reader.Read);
        Map(app, "/v1/logs", ExportLogsServiceRequest.Parser, reader.Read);
        Map(app, "/v1/metrics", ExportMetricsServiceRequest.Parser, reader.Read);

        void Map<TRequest, TResponse>(IEndpointRouteBuilder to, string path, MessageParser<TRequest> parser, Func<TRequest, TResponse> read)
            where TRequest : IMessage<TRequest>
            where TResponse : IMessage<TResponse> =>
            to.MapPost(path, context => ReceiveAsync(context, expected, parser.WithDiscardUnknownFields(true), read));
    }

    private static async Task ReceiveAsync<TRequest, TResponse>(HttpContext context, byte[] key, MessageParser<TRequest> parser, Func<TRequest, TResponse> read)
        where TRequest : IMessage<TRequest>
        where TResponse : IMessage<TResponse>
    {
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(context.Request.Headers[KeyHeader].ToString()), key))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        if (context.Request.ContentType != ContentType)
        {
            context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return;
        }

        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        TResponse response;
        try
        {
            response = read(parser.ParseFrom(body.GetBuffer().AsSpan(0, (int)body.Length)));
        }
        catch (InvalidProtocolBufferException)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        context.Response.ContentType = ContentType;
        await context.Response.Body.WriteAsync(response.ToByteArray(), context.RequestAborted);
    }
}
