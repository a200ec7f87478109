using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace MovieMesh.SimilarityWorker.Tests;

/// <summary>Counts the blocks that each replica in this process computes, by what its meter says.</summary>
internal sealed class BlockCounter
{
    private readonly ConcurrentDictionary<Meter, int> _blocks = new();

    public int Total => _blocks.Values.Sum();

    public int Replicas => _blocks.Count;

    public MeterListener Listen()
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (instrument is { Name: "moviemesh.similarity.block.duration", Meter.Name: SimilarityMetrics.MeterName })
                {
                    listening.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((instrument, _, _, _) => _blocks.AddOrUpdate(instrument.Meter, 1, (_, count) => count + 1));
        listener.Start();
        return listener;
    }
}
