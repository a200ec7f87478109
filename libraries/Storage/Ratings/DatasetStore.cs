using Microsoft.EntityFrameworkCore;
using MovieMesh.Storage.Ratings.Schema;

namespace MovieMesh.Storage.Ratings;

/// <summary>Imports of data sets and how they stand.</summary>
public sealed class DatasetStore
{
    private readonly IDbContextFactory<RatingsDbContext> _contexts;
    private readonly TimeProvider _time;

    internal DatasetStore(IDbContextFactory<RatingsDbContext> contexts, TimeProvider time)
    {
        _contexts = contexts;
        _time = time;
    }

    /// <summary>
    /// The data set of the newest import, or null when there was none. One that failed hides none that went well, and generated ratings stay generated whatever is imported after them.
    /// </summary>
    public async Task<StoredDataset?> ReadCurrentAsync(CancellationToken cancellationToken)
    {
        await using var context = await _contexts.CreateDbContextAsync(cancellationToken);
        var row = await context.Datasets.AsNoTracking().OrderBy(dataset => dataset.State == DatasetState.Failed).ThenByDescending(dataset => dataset.StartedAt).FirstOrDefaultAsync(cancellationToken);
        if (row is null)
        {
            return null;
        }

        return ToStored(row) with
        {
            IsGenerated = row.IsGenerated || await context.Datasets.AnyAsync(dataset => dataset.IsGenerated && dataset.State == DatasetState.Imported, cancellationToken),
        };
    }

    /// <summary>The newest imports, newest first.</summary>
    public async Task<IReadOnlyList<StoredDataset>> ListAsync(int count, CancellationToken cancellationToken)
    {
        await using var context = await _contexts.CreateDbContextAsync(cancellationToken);
        var rows = await context.Datasets.AsNoTracking().OrderByDescending(dataset => dataset.StartedAt).Take(count).ToListAsync(cancellationToken);
        return [.. rows.Select(ToStored)];
    }

    /// <summary>One import, or null when it never began.</summary>
    public async Task<StoredDataset?> ReadAsync(Guid importId, CancellationToken cancellationToken)
    {
        await using var context = await _contexts.CreateDbContextAsync(cancellationToken);
        var row = await context.Datasets.AsNoTracking().SingleOrDefaultAsync(dataset => dataset.ImportId == importId, cancellationToken);
        return row is null ? null : ToStored(row);
    }

    /// <summary>Whether a data set of this name and content is in the store whole.</summary>
    public async Task<bool> IsImportedAsync(string name, string fingerprint, CancellationToken cancellationToken)
    {
        await using var context = await _contexts.CreateDbContextAsync(cancellationToken);
        return await context.Datasets.AnyAsync(
            dataset => dataset.Name == name && dataset.Fingerprint == fingerprint && dataset.State == DatasetState.Imported, cancellationToken);
    }

    /// <summary>Writes how an import stands.</summary>
    public async Task SaveAsync(StoredDataset dataset, CancellationToken cancellationToken)
    {
        await using var context = await _contexts.CreateDbContextAsync(cancellationToken);
        var row = await context.Datasets.SingleOrDefaultAsync(existing => existing.ImportId == dataset.ImportId, cancellationToken);
        if (row is null)
        {
            row = new DatasetRow { ImportId = dataset.ImportId, StartedAt = _time.GetUtcNow() };
            context.Datasets.Add(row);
        }

        row.Name = dataset.Name;
        row.Path = dataset.Path;
        row.Fingerprint = dataset.Fingerprint;
        row.IsGenerated = dataset.IsGenerated;
        row.State = dataset.State;
        row.Fraction = dataset.Fraction;
        row.Movies = dataset.Movies;
        row.Users = dataset.Users;
        row.Ratings = dataset.Ratings;
        row.Tags = dataset.Tags;
        row.SkippedLines = dataset.SkippedLines;
        row.Error = dataset.Error;
        row.Problems = [.. dataset.Problems];
        row.FinishedAt = dataset.State == DatasetState.Importing ? null : _time.GetUtcNow();
        await context.SaveChangesAsync(cancellationToken);
    }

    private static StoredDataset ToStored(DatasetRow row) => new()
    {
        ImportId = row.ImportId,
        Name = row.Name,
        Path = row.Path,
        Fingerprint = row.Fingerprint,
        IsGenerated = row.IsGenerated,
        State = row.State,
        Fraction = row.Fraction,
        Movies = row.Movies,
        Users = row.Users,
        Ratings = row.Ratings,
        Tags = row.Tags,
        SkippedLines = row.SkippedLines,
        Error = row.Error,
        Problems = row.Problems,
        StartedAt = row.StartedAt,
        FinishedAt = row.FinishedAt,
    };
}
