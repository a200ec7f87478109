namespace MovieMesh.AppHost.Local.Telemetry;

/// <summary>Which log entries are wanted.</summary>
/// <param name="Text">Part of the message, the category or an attribute's value.</param>
internal sealed record LogFilter(LogLevel Least, string Resource, string Text, string TraceId)
{
    public bool Accepts(LogEntry entry) =>
        entry.Level >= Least &&
        (Resource.Length == 0 || entry.Resource == Resource) &&
        (TraceId.Length == 0 || string.Equals(entry.TraceId, TraceId, StringComparison.OrdinalIgnoreCase)) &&
        (Text.Length == 0 || Contains(entry.Message) || Contains(entry.Category) || entry.Attributes.Any(attribute => Contains(attribute.Value)));

    private bool Contains(string text) => text.Contains(Text, StringComparison.OrdinalIgnoreCase);
}
