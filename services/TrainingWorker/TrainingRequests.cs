using MassTransit;
using MovieMesh.Contracts;

namespace MovieMesh.TrainingWorker;

/// <summary>The reasons to train; all but a request are the worker's own.</summary>
internal static class TrainingRequests
{
    public const string Request = "request";
    public const string Import = "import";
    public const string Volume = "volume";
    public const string Drift = "drift";
    public const string Age = "age";
    public const string CacheLost = "cache lost";

    public static TrainModel Create(string reason, long? afterRun = null) => new() { RequestId = NewId.NextGuid(), Reason = reason, AfterRun = afterRun };
}
