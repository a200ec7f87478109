using System.Globalization;
using Google.Protobuf;
using MovieMesh.AppHost.Local.Otlp;

namespace MovieMesh.AppHost.Local.Telemetry;

/// <summary>Takes OTLP messages over into the stores, with every value as text.</summary>
internal sealed class OtlpReader(TelemetryStore store)
{
    /// <summary>What is longer is cut: the window is bounded in entries, so entries must be bounded too.</summary>
    private const int LongestText = 16 * 1024;

    private const int TraceIdLength = 16;
    private const int SpanIdLength = 8;

    /// <summary>.NET's logging scopes repeat what an entry has in fields of their own.</summary>
    private static readonly string[] Places = ["TraceId", "SpanId", "ParentId"];

    public ExportTraceServiceResponse Read(ExportTraceServiceRequest request)
    {
        var rejected = 0L;
        foreach (var process in request.ResourceSpans)
        {
            var resource = NameOf(process.Resource);
            foreach (var scope in process.ScopeSpans)
            {
                var sound = scope.Spans.Where(span => span.TraceId.Length == TraceIdLength && span.SpanId.Length == SpanIdLength).ToList();
                rejected += scope.Spans.Count - sound.Count;
                store.Spans.Add(sound.Select(span => ToRecorded(span, resource, scope.Scope?.Name ?? "")));
            }
        }

        return rejected == 0 ? new() : new() { PartialSuccess = new() { RejectedSpans = rejected, ErrorMessage = "A trace id has 16 bytes, and a span id 8." } };
    }

    public ExportLogsServiceResponse Read(ExportLogsServiceRequest request)
    {
        foreach (var process in request.ResourceLogs)
        {
            var resource = NameOf(process.Resource);
            foreach (var scope in process.ScopeLogs)
            {
                store.Logs.Add(scope.LogRecords.Select(record => ToEntry(record, resource, scope.Scope?.Name ?? "")));
            }
        }

        return new();
    }

    /// <summary>Exponential histograms and summaries are not kept: no instrument of .NET makes them unless told to.</summary>
    public ExportMetricsServiceResponse Read(ExportMetricsServiceRequest request)
    {
        var rejected = 0L;
        foreach (var process in request.ResourceMetrics)
        {
            var resource = NameOf(process.Resource);
            foreach (var scope in process.ScopeMetrics)
            {
                rejected += scope.Metrics.Sum(metric => Add(metric, resource, scope.Scope?.Name ?? ""));
            }
        }

        return rejected == 0 ? new() : new() { PartialSuccess = new() { RejectedDataPoints = rejected, ErrorMessage = "Exponential histograms, summaries, and more series than fit the window are not kept." } };
    }

    /// <returns>How many points are not kept.</returns>
    private int Add(Metric metric, string resource, string meter)
    {
        switch (metric.DataCase)
        {
            case Metric.DataOneofCase.Gauge:
                return AddNumbers(Describe(InstrumentKind.Gauge), metric.Gauge.DataPoints, isDelta: false);
            case Metric.DataOneofCase.Sum:
                return AddNumbers(
                    Describe(metric.Sum.IsMonotonic ? InstrumentKind.Counter : InstrumentKind.Gauge), metric.Sum.DataPoints, metric.Sum.AggregationTemporality == AggregationTemporality.Delta);
            case Metric.DataOneofCase.Histogram:
                var instrument = Describe(InstrumentKind.Histogram);
                var isDelta = metric.Histogram.AggregationTemporality == AggregationTemporality.Delta;
                return metric.Histogram.DataPoints.Count(point => !store.Metrics.Add(
                    instrument,
                    AttributesOf(point.Attributes),
                    [.. point.ExplicitBounds],
                    new(ToTime(point.TimeUnixNano), point.Sum, (long)point.Count, [.. point.BucketCounts.Select(count => (long)count)]),
                    isDelta));
            case Metric.DataOneofCase.ExponentialHistogram:
                return metric.ExponentialHistogram.DataPoints.Count;
            case Metric.DataOneofCase.Summary:
                return metric.Summary.DataPoints.Count;
            default:
                return 0;
        }

        Instrument Describe(InstrumentKind kind) => new(resource, meter, metric.Name, metric.Description, metric.Unit, kind);
    }

    private int AddNumbers(Instrument instrument, IEnumerable<NumberDataPoint> points, bool isDelta) => points.Count(point => !store.Metrics.Add(
        instrument,
        AttributesOf(point.Attributes),
        [],
        new(ToTime(point.TimeUnixNano), point.ValueCase == NumberDataPoint.ValueOneofCase.AsInt ? point.AsInt : point.AsDouble, 0, []),
        isDelta));

    private static RecordedSpan ToRecorded(Span span, string resource, string source)
    {
        var start = ToTime(span.StartTimeUnixNano);
        var end = ToTime(span.EndTimeUnixNano);
        return new(
            Hex(span.TraceId),
            Hex(span.SpanId),
            span.ParentSpanId.Length == SpanIdLength ? Hex(span.ParentSpanId) : null,
            Cut(span.Name),
            resource,
            source,
            (SpanKind)Math.Max(0, (int)span.Kind - 1),
            start,
            end > start ? end - start : TimeSpan.Zero,
            span.Status?.Code == Status.Types.StatusCode.Error ? Cut(span.Status.Message) : null,
            ToTexts(span.Attributes),
            [.. span.Links.Select(link => new SpanLink(Hex(link.TraceId), Hex(link.SpanId)))],
            [.. span.Events.Select(happened => new SpanEvent(ToTime(happened.TimeUnixNano), Cut(happened.Name), ToTexts(happened.Attributes)))]);
    }

    private static LogEntry ToEntry(LogRecord record, string resource, string category) => new(
        0,
        ToTime(record.TimeUnixNano > 0 ? record.TimeUnixNano : record.ObservedTimeUnixNano),
        (LogLevel)Math.Clamp(((int)record.SeverityNumber - 1) / 4, 0, 5),
        resource,
        category,
        ToText(record.Body),
        record.TraceId.Length == TraceIdLength ? Hex(record.TraceId) : null,
        record.SpanId.Length == SpanIdLength ? Hex(record.SpanId) : null,
        ToTexts(record.Attributes.Where(attribute => !Places.Contains(attribute.Key, StringComparer.Ordinal))));

    /// <summary>The AppHost names an instance after the process that it starts, so that replicas can be told apart.</summary>
    private static string NameOf(Resource? resource)
    {
        var instance = Find(resource, "service.instance.id");
        var name = Find(resource, "service.name");
        return instance.LastIndexOf('-') is > 0 and var end && instance.StartsWith(name, StringComparison.Ordinal) ? instance[..end] : name.Length > 0 ? name : "unknown";
    }

    private static string Find(Resource? resource, string attribute) => resource?.Attributes.FirstOrDefault(one => one.Key == attribute)?.Value.StringValue ?? "";

    private static KeyValuePair<string, string>[] ToTexts(IEnumerable<KeyValue> attributes) => [.. attributes.Select(attribute => KeyValuePair.Create(attribute.Key, ToText(attribute.Value)))];

    private static string AttributesOf(IEnumerable<KeyValue> attributes) =>
        string.Join(", ", ToTexts(attributes).OrderBy(attribute => attribute.Key, StringComparer.Ordinal).Select(attribute => $"{attribute.Key}={attribute.Value}"));

    private static string ToText(AnyValue? value) => value?.ValueCase switch
    {
        AnyValue.ValueOneofCase.StringValue => Cut(value.StringValue),
        AnyValue.ValueOneofCase.BoolValue => value.BoolValue ? "true" : "false",
        AnyValue.ValueOneofCase.IntValue => value.IntValue.ToString(CultureInfo.InvariantCulture),
        AnyValue.ValueOneofCase.DoubleValue => value.DoubleValue.ToString(CultureInfo.InvariantCulture),
        AnyValue.ValueOneofCase.ArrayValue => Cut($"[{string.Join(", ", value.ArrayValue.Values.Select(ToText))}]"),
        AnyValue.ValueOneofCase.KvlistValue => Cut($"{{{AttributesOf(value.KvlistValue.Values)}}}"),
        AnyValue.ValueOneofCase.BytesValue => Cut(value.BytesValue.ToBase64()),
        _ => "",
    };

    private static string Cut(string text) => text.Length <= LongestText ? text : string.Concat(text.AsSpan(0, LongestText), "…");

    private static string Hex(ByteString bytes) => Convert.ToHexStringLower(bytes.Span);

    private static DateTimeOffset ToTime(ulong nanoseconds) => DateTimeOffset.UnixEpoch.AddTicks((long)(nanoseconds / 100));
}
