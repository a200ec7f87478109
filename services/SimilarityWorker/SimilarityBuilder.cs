using MovieMesh.Contracts;
using MovieMesh.Recommenders.Similarity;
using MovieMesh.Storage.Models;

namespace MovieMesh.SimilarityWorker;

/// <summary>Computes and stores one block of lists.</summary>
internal sealed class SimilarityBuilder(
    SimilaritySource source, ModelCache models, SimilarityCache similarities, SimilarityMetrics metrics, TimeProvider time, ILogger<SimilarityBuilder> logger)
{
    /// <param name="command">The block.</param>
    /// <param name="isRepeated">Whether the command was tried before: then its end may have gone untold.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The event to publish when this block completed the lists; computing a block again changes nothing.</returns>
    public async Task<SimilaritiesPublished?> BuildAsync(ComputeSimilarities command, bool isRepeated, CancellationToken cancellationToken)
    {
        var (version, measure) = (command.Version, command.Measure);
        if (await models.ReadCurrentVersionAsync(cancellationToken) != version)
        {
            Log.BlockSkipped(logger, version);
            return null;
        }

        var serves = await similarities.ReadCurrentVersionAsync(measure, cancellationToken) == version;
        if (!serves && !await CompleteAsync(command, cancellationToken))
        {
            return null;
        }

        if ((serves || !await similarities.PublishAsync(version, measure, cancellationToken)) && !isRepeated)
        {
            return null;
        }

        var movies = await similarities.CountAsync(measure, version, cancellationToken);
        Log.SimilaritiesPublished(logger, measure, movies, version);
        return new SimilaritiesPublished { Version = version, Measure = measure, Movies = movies };
    }

    /// <returns>Whether this was the last block missing.</returns>
    private async Task<bool> CompleteAsync(ComputeSimilarities command, CancellationToken cancellationToken)
    {
        var (version, measure) = (command.Version, command.Measure);
        if (await source.LoadAsync(version, cancellationToken) is not { } measures)
        {
            Log.BlockSkipped(logger, version);
            return false;
        }

        var started = time.GetTimestamp();
        var lists = await Task.Run(
            () => measures.Neighbours(measure, ItemBlock.Of(measures.Movies, command.Block, command.Blocks), cancellationToken), cancellationToken);
        var written = await similarities.SaveBlockAsync(version, measure, command.Block, [.. lists.Select(Pack)], cancellationToken);
        var seconds = time.GetElapsedTime(started).TotalSeconds;
        metrics.BlockComputed(measure, seconds);
        Log.BlockComputed(logger, command.Block, measure, version, seconds);
        return written >= command.Blocks;
    }

    private static SimilarList Pack(SimilarityList list) =>
        new(list.ItemId, [.. list.Neighbours.Select(neighbour => new ScoredMovie(neighbour.ItemId, neighbour.Similarity))]);
}
