using Microsoft.Extensions.Options;
using MovieMesh.Contracts;
using MovieMesh.Storage.Models;

namespace MovieMesh.SimilarityWorker;

/// <summary>Cuts a rebuild into blocks, once over all replicas.</summary>
internal sealed class RebuildPlanner(SimilarityCache similarities, IOptions<SimilarityWorkerOptions> options, ILogger<RebuildPlanner> logger)
{
    /// <summary>Measures that one pass over the ratings gives belong together; what pages show first is computed first.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Groups { get; } =
        [[SimilarityMeasures.RatersAndContent], [SimilarityMeasures.Factors], SimilarityMeasures.OfCoRaters, [SimilarityMeasures.Content]];

    /// <returns>The commands to publish; none for measures that are up to date or that somebody else has in hand.</returns>
    public async Task<IReadOnlyList<ComputeSimilarities>> PlanAsync(long version, CancellationToken cancellationToken)
    {
        var commands = new List<ComputeSimilarities>();
        foreach (var group in Groups)
        {
            var measures = new List<string>();
            foreach (var measure in group)
            {
                if (await similarities.ReadCurrentVersionAsync(measure, cancellationToken) != version)
                {
                    measures.Add(measure);
                }
            }

            // One claim for the whole group: two replicas that each got some of its measures would go over the same ratings twice.
            if (measures.Count == 0 || !await similarities.TryPlanAsync(version, group[0], cancellationToken))
            {
                continue;
            }

            Log.RebuildPlanned(logger, string.Join(", ", measures), version, options.Value.Blocks);
            commands.AddRange(Enumerable.Range(0, options.Value.Blocks).Select(block =>
                new ComputeSimilarities { Version = version, Measures = measures, Block = block, Blocks = options.Value.Blocks }));
        }

        return commands;
    }
}
