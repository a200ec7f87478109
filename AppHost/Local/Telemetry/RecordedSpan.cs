namespace MovieMesh.AppHost.Local.Telemetry;

/// <summary>A step of a trace as it is kept.</summary>
/// <param name="TraceId">32 hexadecimal digits.</param>
/// <param name="SpanId">16 hexadecimal digits.</param>
/// <param name="ParentId">The span that it is part of, which may not have arrived; null for the first of a trace.</param>
/// <param name="Resource">The process, by the name that the AppHost gave it.</param>
/// <param name="Source">The ActivitySource.</param>
/// <param name="Error">Why it failed; empty when it does not say, null when it did not fail.</param>
internal sealed record RecordedSpan(
    string TraceId,
    string SpanId,
    string? ParentId,
    string Name,
    string Resource,
    string Source,
    SpanKind Kind,
    DateTimeOffset Start,
    TimeSpan Duration,
    string? Error,
    IReadOnlyList<KeyValuePair<string, string>> Attributes,
    IReadOnlyList<SpanLink> Links,
    IReadOnlyList<SpanEvent> Events)
{
    public DateTimeOffset End => Start + Duration;

    /// <summary>The name, with what people would ask next: the address of a request, the beginning of a query.</summary>
    public string Title => Source switch
    {
        "System.Net.Http" when Uri.TryCreate(Value("url.full"), UriKind.Absolute, out var address) => $"{Name} {address.AbsolutePath}",
        "Npgsql" when Value("db.query.text") is { Length: > 0 } query => $"{Name} {query.Split([' ', '\n', ';'], 2)[0]}",
        _ => Name,
    };

    private string? Value(string attribute) => Attributes.FirstOrDefault(one => one.Key == attribute).Value;
}
