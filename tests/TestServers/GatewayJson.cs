using System.Text.Json;
using System.Text.Json.Serialization;

namespace MovieMesh.TestServers;

/// <summary>How the gateway writes JSON: camel case, enumerations by name.</summary>
public static class GatewayJson
{
    /// <summary>The serializer's settings.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };
}
