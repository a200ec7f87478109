using System.Linq.Expressions;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MovieMesh.Storage.Ratings.Schema;

namespace MovieMesh.Storage.Ratings;

/// <summary>Training runs, every epoch's figures, and which model serves.</summary>
public sealed class ModelRunStore
{
    private readonly IDbContextFactory<RatingsDbContext> _contexts;
    private readonly TimeProvider _time;

    internal ModelRunStore(IDbContextFactory<RatingsDbContext> contexts, TimeProvider time)
    {
        _contexts = contexts;
        _time = time;
    }

    /// <summary>Begins a run on all ratings up to a sequence number and returns its id, which is the version of the model that it may lead to.</summary>
    public async Task<long> StartAsync(
        Guid requestId, string algorithm, string reason, IReadOnlyDictionary<string, string> settings, long ratings, long lastSequence, CancellationToken cancellationToken)
    {
        await using var context = await _contexts.CreateDbContextAsync(cancellationToken);
        var run = new ModelRunRow
        {
            RequestId = requestId,
            Algorithm = algorithm,
            Reason = reason,
            Settings = JsonSerializer.Serialize(settings),
            Ratings = ratings,
            LastSequence = lastSequence,
            State = StoredModelRunState.Running,
            StartedAt = _time.GetUtcNow(),
        };
        context.ModelRuns.Add(run);
        await context.SaveChangesAsync(cancellationToken);
        return run.Id;
    }

    /// <summary>Notes that a run begins with the factors of an earlier one.</summary>
    public async Task StartWarmAsync(long runId, long from, CancellationToken cancellationToken)
    {
        await using var context = await _contexts.CreateDbContextAsync(cancellationToken);
        await context.ModelRuns.Where(run => run.Id == runId).ExecuteUpdateAsync(run => run.SetProperty(row => row.WarmStartedFrom, from), cancellationToken);
    }

    /// <summary>Adds the figures of an epoch.</summary>
    public async Task AddEpochAsync(long runId, StoredModelEpoch epoch, CancellationToken cancellationToken)
    {
        await using var context = await _contexts.CreateDbContextAsync(cancellationToken);
        context.ModelEpochs.Add(new ModelEpochRow { RunId = runId, Epoch = epoch.Epoch, TrainError = epoch.TrainError, HeldOutError = epoch.HeldOutError, Seconds = epoch.Seconds, Part = epoch.Part });
        await context.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Makes the run's model the one that serves, at once for every reader.</summary>
    /// <exception cref="InvalidOperationException">There is no such run, or it has failed: a trainer given up for dead must not promote after all.</exception>
    /// <returns>The version that served before, if any.</returns>
    public async Task<long?> PromoteAsync(long runId, HeldOutAccuracy? heldOut, CancellationToken cancellationToken)
    {
        await using var context = await _contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var previous = await context.ModelRuns.Where(run => run.IsCurrent).Select(run => (long?)run.Id).SingleOrDefaultAsync(cancellationToken);
        await context.ModelRuns.Where(run => run.IsCurrent && run.Id != runId).ExecuteUpdateAsync(run => run.SetProperty(row => row.IsCurrent, false), cancellationToken);
        var now = _time.GetUtcNow();
        var (heldOutRmse, heldOutNdcg) = (heldOut?.Rmse, heldOut?.Ndcg);
        var promoted = await context.ModelRuns.Where(run => run.Id == runId && run.State != StoredModelRunState.Failed).ExecuteUpdateAsync(
            run => run
                .SetProperty(row => row.IsCurrent, true)
                .SetProperty(row => row.State, StoredModelRunState.Promoted)
                .SetProperty(row => row.HeldOutRmse, row => heldOutRmse ?? row.HeldOutRmse)
                .SetProperty(row => row.HeldOutNdcg, row => heldOutNdcg ?? row.HeldOutNdcg)
                .SetProperty(row => row.FinishedAt, row => row.FinishedAt ?? now),
            cancellationToken);
        if (promoted == 0)
        {
            throw new InvalidOperationException($"There is no training run {runId} that could be promoted.");
        }

        await transaction.CommitAsync(cancellationToken);
        return previous == runId ? null : previous;
    }

    /// <summary>Ends a run whose model is worse than the one that serves.</summary>
    public Task RejectAsync(long runId, HeldOutAccuracy? heldOut, string note, CancellationToken cancellationToken) =>
        EndAsync(run => run.Id == runId, StoredModelRunState.Rejected, heldOut, note, cancellationToken);

    /// <summary>Ends a run whose model is kept, but was not to serve yet.</summary>
    public Task KeepAsync(long runId, HeldOutAccuracy? heldOut, CancellationToken cancellationToken) =>
        EndAsync(run => run.Id == runId, StoredModelRunState.Challenger, heldOut, null, cancellationToken);

    /// <summary>Ends a run that led to no model.</summary>
    public Task FailAsync(long runId, string note, CancellationToken cancellationToken) =>
        EndAsync(run => run.Id == runId, StoredModelRunState.Failed, null, note, cancellationToken);

    /// <summary>Ends the runs that a trainer left behind when it died; call it when no other trainer can be at work.</summary>
    /// <returns>How many there were.</returns>
    public Task<int> FailAbandonedAsync(CancellationToken cancellationToken) =>
        EndAsync(run => run.State == StoredModelRunState.Running, StoredModelRunState.Failed, null, "The trainer stopped before the run ended.", cancellationToken);

    /// <summary>One run with its epochs.</summary>
    public async Task<StoredModelRun?> ReadAsync(long runId, CancellationToken cancellationToken)
    {
        await using var context = await _contexts.CreateDbContextAsync(cancellationToken);
        return await Runs(context).SingleOrDefaultAsync(run => run.Id == runId, cancellationToken) is { } run ? ToStored(run) : null;
    }

    /// <summary>The newest runs with their epochs, newest first.</summary>
    public async Task<IReadOnlyList<StoredModelRun>> ListAsync(int count, CancellationToken cancellationToken)
    {
        await using var context = await _contexts.CreateDbContextAsync(cancellationToken);
        var runs = await Runs(context).OrderByDescending(run => run.Id).Take(count).ToListAsync(cancellationToken);
        return [.. runs.Select(ToStored)];
    }

    /// <summary>The newest runs before another whose models have served, newest first.</summary>
    public async Task<IReadOnlyList<StoredModelRun>> ListPromotedAsync(long before, int count, CancellationToken cancellationToken)
    {
        await using var context = await _contexts.CreateDbContextAsync(cancellationToken);
        var runs = await Runs(context)
            .Where(run => run.Id < before && run.State == StoredModelRunState.Promoted)
            .OrderByDescending(run => run.Id)
            .Take(count)
            .ToListAsync(cancellationToken);
        return [.. runs.Select(ToStored)];
    }

    /// <summary>The newest runs whose models are kept, but have not served, newest first.</summary>
    public async Task<IReadOnlyList<StoredModelRun>> ListChallengersAsync(int count, CancellationToken cancellationToken)
    {
        await using var context = await _contexts.CreateDbContextAsync(cancellationToken);
        var runs = await Runs(context).Where(run => run.State == StoredModelRunState.Challenger).OrderByDescending(run => run.Id).Take(count).ToListAsync(cancellationToken);
        return [.. runs.Select(ToStored)];
    }

    /// <summary>The newest run that runs or was to serve, whatever became of it; null before the first.</summary>
    public async Task<StoredModelRun?> ReadNewestAsync(CancellationToken cancellationToken)
    {
        await using var context = await _contexts.CreateDbContextAsync(cancellationToken);
        return await Runs(context).Where(run => run.State != StoredModelRunState.Challenger).OrderByDescending(run => run.Id).FirstOrDefaultAsync(cancellationToken) is { } run ? ToStored(run) : null;
    }

    /// <summary>The run whose model serves, or null before the first promotion.</summary>
    public async Task<StoredModelRun?> ReadChampionAsync(CancellationToken cancellationToken)
    {
        await using var context = await _contexts.CreateDbContextAsync(cancellationToken);
        return await Runs(context).SingleOrDefaultAsync(run => run.IsCurrent, cancellationToken) is { } run ? ToStored(run) : null;
    }

    private static IQueryable<ModelRunRow> Runs(RatingsDbContext context) => context.ModelRuns.AsNoTracking().Include(run => run.Epochs);

    private static StoredModelRun ToStored(ModelRunRow run) => new()
    {
        Id = run.Id,
        RequestId = run.RequestId,
        Algorithm = run.Algorithm,
        Reason = run.Reason,
        State = run.State,
        IsCurrent = run.IsCurrent,
        StartedAt = run.StartedAt,
        FinishedAt = run.FinishedAt,
        Ratings = run.Ratings,
        LastSequence = run.LastSequence,
        Settings = JsonSerializer.Deserialize<Dictionary<string, string>>(run.Settings)!,
        Epochs = [.. run.Epochs.OrderBy(epoch => epoch.Epoch).Select(epoch => new StoredModelEpoch(epoch.Epoch, epoch.TrainError, epoch.HeldOutError, epoch.Seconds, epoch.Part))],
        HeldOut = run.HeldOutRmse is null && run.HeldOutNdcg is null ? null : new HeldOutAccuracy(run.HeldOutRmse, run.HeldOutNdcg),
        WarmStartedFrom = run.WarmStartedFrom,
        Note = run.Note,
    };

    private async Task<int> EndAsync(
        Expression<Func<ModelRunRow, bool>> which, StoredModelRunState state, HeldOutAccuracy? heldOut, string? note, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        var (heldOutRmse, heldOutNdcg) = (heldOut?.Rmse, heldOut?.Ndcg);
        await using var context = await _contexts.CreateDbContextAsync(cancellationToken);
        return await context.ModelRuns.Where(which).ExecuteUpdateAsync(
            run => run
                .SetProperty(row => row.State, state)
                .SetProperty(row => row.HeldOutRmse, row => heldOutRmse ?? row.HeldOutRmse)
                .SetProperty(row => row.HeldOutNdcg, row => heldOutNdcg ?? row.HeldOutNdcg)
                .SetProperty(row => row.Note, note)
                .SetProperty(row => row.FinishedAt, now),
            cancellationToken);
    }
}
