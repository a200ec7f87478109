namespace MovieMesh.Contracts.Api;

/// <summary>One event of <c>GET /api/events</c>: the server-sent event's type is <see cref="Type"/>, its data this record as JSON.</summary>
public sealed record MeshEvent
{
    /// <summary>The message's name in kebab case: <c>ratings-recorded</c>, <c>epoch-completed</c>, <c>model-promoted</c>, …</summary>
    public required string Type { get; init; }

    /// <summary>When the gateway heard it.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The trace that the message is part of, or null when nobody traces.</summary>
    public string? TraceId { get; init; }

    /// <summary>The message itself.</summary>
    public required System.Text.Json.JsonElement Data { get; init; }
}
