using MovieMesh.Contracts;
using MovieMesh.Storage.Models;

namespace MovieMesh.SimilarityWorker;

/// <summary>Computes and stores one block of lists.</summary>
internal sealed class SimilarityBuilder(
    SimilaritySource source, ModelCache models, SimilarityCache similarities, SimilarityMetrics metrics, TimeProvider time, ILogger<SimilarityBuilder> logger)
{
    /// <param name="command">The block.</param>
    /// <param name="isRepeated">Whether the command was tried before: then its end may have gone untold.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The events to publish for measures that this block completed; computing a block again changes nothing.</returns>
    public async Task<IReadOnlyList<SimilaritiesPublished>> BuildAsync(ComputeSimilarities command, bool isRepeated, CancellationToken cancellationToken)
    {
        var version = command.Version;
        if (await models.ReadCurrentVersionAsync(cancellationToken) != version)
        {
            Log.BlockSkipped(logger, version);
            foreach (var measure in command.Measures)
            {
                await similarities.DiscardAsync(version, measure, cancellationToken);
            }

            return [];
        }

        var wanted = new List<string>();
        foreach (var measure in command.Measures)
        {
            if (await similarities.ReadCurrentVersionAsync(measure, cancellationToken) != version)
            {
                wanted.Add(measure);
            }
        }

        var completed = wanted.Count == 0 ? [] : await CompleteAsync(command, wanted, cancellationToken);
        var published = new List<SimilaritiesPublished>();
        foreach (var measure in command.Measures)
        {
            var serves = !wanted.Contains(measure);
            if (serves ? isRepeated : completed.Contains(measure) && (await similarities.PublishAsync(version, measure, cancellationToken) || isRepeated))
            {
                var movies = await similarities.CountAsync(measure, version, cancellationToken);
                Log.SimilaritiesPublished(logger, measure, movies, version);
                published.Add(new SimilaritiesPublished { Version = version, Measure = measure, Movies = movies });
            }
        }

        return published;
    }

    /// <returns>The measures of which this was the last block missing.</returns>
    private async Task<IReadOnlyList<string>> CompleteAsync(ComputeSimilarities command, List<string> measures, CancellationToken cancellationToken)
    {
        // What is computed is stored before the ratings are lent to whoever puts newer lists in place.
        var completed = await source.UseAsync<IReadOnlyList<string>>(
            command.Version,
            async set =>
            {
                var started = time.GetTimestamp();
                var lists = await Task.Run(() => set.Block(measures, command.Block, command.Blocks, cancellationToken), cancellationToken);
                var last = new List<string>();
                for (var i = 0; i < measures.Count; i++)
                {
                    if (await similarities.SaveBlockAsync(command.Version, measures[i], command.Block, set.LastSequence, [.. lists[i].Select(Packing.Pack)], cancellationToken) >= command.Blocks)
                    {
                        last.Add(measures[i]);
                    }
                }

                var (names, seconds) = (string.Join(',', measures), time.GetElapsedTime(started).TotalSeconds);
                metrics.BlockComputed(names, seconds);
                Log.BlockComputed(logger, command.Block, names, command.Version, seconds);
                return last;
            },
            cancellationToken);
        if (completed is null)
        {
            Log.BlockSkipped(logger, command.Version);
        }

        return completed ?? [];
    }
}
