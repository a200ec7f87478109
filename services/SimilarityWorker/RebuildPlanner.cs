using Microsoft.Extensions.Options;
using MovieMesh.Contracts;
using MovieMesh.Storage.Models;

namespace MovieMesh.SimilarityWorker;

/// <summary>Cuts a rebuild into blocks, once over all replicas.</summary>
internal sealed class RebuildPlanner(SimilarityCache similarities, IOptions<SimilarityWorkerOptions> options, ILogger<RebuildPlanner> logger)
{
    /// <returns>The commands to publish; none for measures that are up to date or that somebody else has in hand.</returns>
    public async Task<IReadOnlyList<ComputeSimilarities>> PlanAsync(long version, CancellationToken cancellationToken)
    {
        var commands = new List<ComputeSimilarities>();
        foreach (var measure in SimilarityMeasures.All)
        {
            if (await similarities.ReadCurrentVersionAsync(measure, cancellationToken) == version || !await similarities.TryPlanAsync(version, measure, cancellationToken))
            {
                continue;
            }

            Log.RebuildPlanned(logger, measure, version, options.Value.Blocks);
            commands.AddRange(Enumerable.Range(0, options.Value.Blocks).Select(block =>
                new ComputeSimilarities { Version = version, Measure = measure, Block = block, Blocks = options.Value.Blocks }));
        }

        return commands;
    }
}
