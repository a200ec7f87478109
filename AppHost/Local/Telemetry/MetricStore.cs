namespace MovieMesh.AppHost.Local.Telemetry;

/// <summary>What the processes measured lately.</summary>
internal sealed class MetricStore(TimeSpan window, int seriesPerResource)
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<(string Resource, string Meter, string Name), (Instrument Instrument, Dictionary<string, Series> Series)> _instruments = [];
    private readonly Dictionary<string, int> _seriesOf = new(StringComparer.Ordinal);

    /// <param name="isDelta">Whether the point counts from the one before it rather than from the start of its process.</param>
    /// <returns>False when the resource has too many series already.</returns>
    public bool Add(Instrument instrument, string attributes, double[] bounds, MetricPoint point, bool isDelta)
    {
        lock (_lock)
        {
            var key = (instrument.Resource, instrument.Meter, instrument.Name);
            if (!_instruments.TryGetValue(key, out var known))
            {
                _instruments.Add(key, known = (instrument, new(StringComparer.Ordinal)));
            }

            if (!known.Series.TryGetValue(attributes, out var series))
            {
                var count = _seriesOf.GetValueOrDefault(instrument.Resource);
                if (count == seriesPerResource)
                {
                    return false;
                }

                _seriesOf[instrument.Resource] = count + 1;
                known.Series.Add(attributes, series = new());
            }

            series.Add(bounds, point, isDelta, window);
            return true;
        }
    }

    /// <summary>By resource, meter and name.</summary>
    public IReadOnlyList<Instrument> Instruments()
    {
        lock (_lock)
        {
            return [.. _instruments.Values.Select(known => known.Instrument)];
        }
    }

    public IReadOnlyList<MetricSeries> Read(Instrument instrument)
    {
        lock (_lock)
        {
            return _instruments.TryGetValue((instrument.Resource, instrument.Meter, instrument.Name), out var known)
                ? [.. known.Series.OrderBy(series => series.Key, StringComparer.Ordinal).Select(series => new MetricSeries(series.Key, series.Value.Bounds, [.. series.Value.Points]))]
                : [];
        }
    }

    private sealed class Series
    {
        public List<MetricPoint> Points { get; } = [];

        public double[] Bounds { get; private set; } = [];

        public void Add(double[] bounds, MetricPoint point, bool isDelta, TimeSpan window)
        {
            if (!bounds.AsSpan().SequenceEqual(Bounds))
            {
                Bounds = bounds;
                Points.Clear();
            }

            if (isDelta && Points.Count > 0)
            {
                var before = Points[^1];
                point = point with
                {
                    Value = before.Value + point.Value,
                    Count = before.Count + point.Count,
                    Buckets = [.. before.Buckets.Zip(point.Buckets, (one, other) => one + other)],
                };
            }

            // While nothing changes, the first and the last point of the same say all.
            if (Points.Count > 1 && IsSame(Points[^1], point) && IsSame(Points[^2], point))
            {
                Points[^1] = Points[^1] with { Time = point.Time };
            }
            else
            {
                Points.Add(point);
            }

            // One point before the window stays, as rates are differences.
            var old = Points.FindIndex(one => one.Time > point.Time - window) - 1;
            if (old > 0)
            {
                Points.RemoveRange(0, old);
            }
        }

        private static bool IsSame(MetricPoint one, MetricPoint other) => one.Value.Equals(other.Value) && one.Count == other.Count && one.Buckets.AsSpan().SequenceEqual(other.Buckets);
    }
}
