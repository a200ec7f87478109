using System.Diagnostics;
using MovieMesh.Datasets;
using MovieMesh.Recommenders;
using MovieMesh.Recommenders.Similarity;
using MovieMesh.Workbench.Evaluation;

namespace MovieMesh.Workbench.Benchmarks;

/// <summary>The measurements behind <c>bench similarity</c>: full rebuilds of the lists of each measure over one data set.</summary>
internal sealed class SimilarityBench(string name, string path, double allTarget, double cosineTarget, double coRatersTarget)
{
    private const int HeaderBytes = 1;
    private const int EntryBytes = 12;
    private const int FactorEpochs = 1;
    private const int WarmUp = 200;

    public IEnumerable<SimilarityFigure> Run(CancellationToken cancellationToken)
    {
        using var dataset = Dataset.Open(path);
        var items = EvaluationData.ReadItems(dataset);
        var matrix = RatingMatrix.Create(BenchData.Read(path, cancellationToken));
        var model = RecommenderAlgorithms.Find("als")!.CreateTrainer(OptionSetter.Create([RecommenderAlgorithms.Find("als")!], [$"epochs={FactorEpochs}"])[0]).Train(new TrainingData(matrix), cancellationToken: cancellationToken);
        var ratingPairs = 0.0;
        for (var user = 0; user < matrix.Users.Count; user++)
            ratingPairs += Math.Pow(matrix.RatingsOfUser(user).Count, 2);

        // The first lists of a process are computed by code that is still being compiled; a service does that once.
        _ = new CoRaterSimilarities(new LiveRatings(matrix)).Neighbours(CoRaterSimilarities.AllMeasures, matrix.Items.Ids[..Math.Min(WarmUp, matrix.Items.Count)], cancellationToken);
        LiveRatings? live = null;
        var prepared = Time("ratings made ready", 0, matrix.Count, () =>
        {
            live = new LiveRatings(matrix);
            return [];
        });
        yield return prepared;
        var cosine = Time("cosine", cosineTarget, ratingPairs, () => [new CoRaterSimilarities(live!).Neighbours(CoRaterMeasure.Cosine, matrix.Items.Ids, cancellationToken)]);
        yield return cosine;
        var coRaters = Time("all co-rater measures", coRatersTarget, ratingPairs, () => new CoRaterSimilarities(live!).Neighbours(CoRaterSimilarities.AllMeasures, matrix.Items.Ids, cancellationToken));
        yield return coRaters;
        var factors = Time("factors", 0, Math.Pow(matrix.Items.Count, 2), () => [CoRaterCounts.Add(new FactorCosine(model).Neighbours(matrix.Items.Ids, cancellationToken), live!, cancellationToken: cancellationToken)]);
        yield return factors;
        var content = Time("content", 0, Math.Pow(items.Count, 2), () =>
        {
            var measure = new ContentCosine(items, live!.RatingCountOf);
            return [CoRaterCounts.Add(measure.Neighbours(measure.Items.Ids, cancellationToken), live, cancellationToken: cancellationToken)];
        });
        yield return content;
        SimilarityFigure[] all = [prepared, coRaters, factors, content];
        yield return new SimilarityFigure(
            name, "all measures", all.Sum(one => one.Seconds), all.Sum(one => one.ProcessorSeconds), allTarget, all.Sum(one => one.Pairs), all.Sum(one => one.Lists), all.Sum(one => one.Bytes), all.Max(one => one.Megabytes));
    }

    private SimilarityFigure Time(string measure, double target, double pairs, Func<SimilarityList[][]> compute)
    {
        PeakMemory.Restart();
        var (started, worked) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        var lists = compute();
        var processors = (Environment.CpuUsage.TotalTime - worked).TotalSeconds;
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return new SimilarityFigure(
            name,
            measure,
            seconds,
            processors,
            target,
            pairs,
            lists.Sum(of => of.LongCount(list => list.Neighbours.Length > 0)),
            lists.Sum(of => of.Sum(list => HeaderBytes + ((long)EntryBytes * list.Neighbours.Length))),
            PeakMemory.Megabytes());
    }
}
