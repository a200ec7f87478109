using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;
using MassTransit.Serialization;
using MovieMesh.Contracts;
using MovieMesh.TestServers.Hostile;

namespace MovieMesh.Messaging.Tests;

/// <summary>
/// Messages that were sent before an upgrade are read after it, and those sent after it by whoever is not upgraded yet. The samples are never written anew when a message changes: that
/// they are still read is the point. A new message gets one by the test that writes those that are missing.
/// </summary>
public sealed class MessageSampleTests
{
    private static readonly DateTimeOffset Noon = new(2024, 5, 1, 12, 0, 0, 123, 456, TimeSpan.Zero);
    private static readonly Guid Id = new("0190a1b2-c3d4-7e5f-8a6b-0123456789ab");

    private static readonly object[] Instances =
    [
        new CancelTraining { RunId = 12 },
        new ComputeSimilarities { Version = 12, Measures = [SimilarityMeasures.Cosine, SimilarityMeasures.Jaccard], Block = 3, Blocks = 16 },
        new DatasetImportProgressed { ImportId = Id, Dataset = "ml-latest-small", Stage = "ratings", Fraction = 0.25, Rows = 31_000 },
        new DatasetImported { ImportId = Id, Dataset = "ml-latest-small", Movies = 9_742, Ratings = 100_836, Tags = 3_683, SkippedLines = 1, Failure = "ml.zip: the zip is damaged here." },
        new DeadLettersChanged { Change = "arrived", Letters = 1, Queue = "ingestion-submit-rating" },
        new EpochCompleted { RunId = 12, Epoch = 2, Epochs = 15, TrainError = 0.81, HeldOutError = 0.87 },
        new ExperimentEnded { ExperimentId = 4, Name = "spring", Reason = "It was ended by hand." },
        new ExperimentStarted { ExperimentId = 4, Name = "spring", ControlVersion = 11, ChallengerVersion = 12, ChallengerShare = 0.5 },
        new ForgetUser { UserId = 1_000_000_007, AskedAt = Noon },
        new ImportDataset { ImportId = Id, Path = "/data/ml-latest-small.zip", Strict = true },
        new ModelPromoted { Version = 12, PreviousVersion = 11, HeldOutRmse = 0.87, HeldOutNdcg = 0.21 },
        new ModelRejected { RunId = 12, ChampionVersion = 11, Reason = "0.9 is no better than 0.87." },
        new ModelTrained { RunId = 12, Algorithm = "als", HeldOutRmse = 0.87, HeldOutNdcg = 0.21, Seconds = 4.5 },
        new PromoteModel { Version = 12, Reason = "rollback" },
        new RatingsRecorded
        {
            RecordedAt = Noon.AddMilliseconds(20),
            Ratings =
            [
                new RecordedRating { UserId = 7, MovieId = 1, Stars = 4.5f, PreviousStars = 3, RatedAt = Noon, Sequence = 100_837 },
                new RecordedRating { UserId = 7, MovieId = 2, Stars = null, PreviousStars = null, RatedAt = Noon, Sequence = 100_838 },
            ],
        },
        new RecordFeedback { UserId = 7, MovieId = 1, Kind = FeedbackKind.Wishlisted, GivenAt = Noon },
        new SimilaritiesPublished { Version = 12, Measure = SimilarityMeasures.AdjustedCosine, Movies = 9_724 },
        new SimilaritiesRefreshed { Version = 12, MovieIds = [1, 2], Lists = 340, LastSequence = 100_838 },
        new SubmitRating { UserId = 7, MovieId = 1, Stars = 4.5f, RatedAt = Noon },
        new SubmitRatings { Ratings = [new SubmitRating { UserId = 7, MovieId = 1, Stars = 4.5f, RatedAt = Noon }, new SubmitRating { UserId = 8, MovieId = 2, Stars = 0.5f, RatedAt = Noon }] },
        new TrainModel { RequestId = Id, Algorithm = "als", Reason = "request", Promote = false, AfterRun = 11 },
        new TrainingStarted { RunId = 12, RequestId = Id, Algorithm = "als", Reason = "request", Epochs = 15 },
        new WithdrawRating { UserId = 7, MovieId = 1, WithdrawnAt = Noon },
    ];

    public static TheoryData<string> Names => [.. MessageSamples.Types.Select(type => type.Name)];

    private static JsonSerializerOptions Wire => SystemTextJsonMessageSerializer.Options;

    [Theory]
    [MemberData(nameof(Names))]
    public void Sample_Stored_IsReadAndIsWhatIsWritten(string name)
    {
        var type = TypeOf(name);
        Assert.True(File.Exists(MessageSamples.PathOf(type)), $"{name} has no sample: add one to Instances and run the explicit test WriteMissing.");
        var sample = MessageSamples.Read(type);
        var expected = Instances.Single(instance => instance.GetType() == type);

        var read = JsonSerializer.Deserialize(sample, type, Wire)!;

        AssertSame(expected, read);
        AssertSame(expected, JsonSerializer.Deserialize(JsonSerializer.Serialize(expected, type, Wire), type, Wire)!);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Sample_WithFieldsOfALaterVersion_IsRead(string name)
    {
        var type = TypeOf(name);
        var sample = (JsonObject)JsonNode.Parse(MessageSamples.Read(type))!;
        foreach (var part in Objects(sample).ToArray())
        {
            part["later"] = new JsonObject { ["deep"] = new JsonArray(1, "two", null) };
            part["alsoLater"] = 5;
        }

        AssertSame(Instances.Single(instance => instance.GetType() == type), JsonSerializer.Deserialize(sample, type, Wire)!);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Sample_WithoutFieldsThatAreNotRequired_IsReadWithTheirDefaults(string name)
    {
        var type = TypeOf(name);
        var sample = (JsonObject)JsonNode.Parse(MessageSamples.Read(type))!;
        var optional = type.GetProperties()
            .Where(property => property.CanWrite && !Attribute.IsDefined(property, typeof(System.Runtime.CompilerServices.RequiredMemberAttribute)))
            .ToList();
        optional.ForEach(property => sample.Remove(JsonNamingPolicy.CamelCase.ConvertName(property.Name)));
        var fresh = System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(type);
        type.GetConstructor(Type.EmptyTypes)!.Invoke(fresh, null);

        var read = JsonSerializer.Deserialize(sample, type, Wire)!;

        Assert.All(optional, property => Assert.Equal(property.GetValue(fresh), property.GetValue(read)));
    }

    [Fact]
    public void Samples_OfTypesThatAreGone_AreNotThere() =>
        Assert.Equal(
            MessageSamples.Types.Select(type => $"{type.Name}.json"),
            Directory.EnumerateFiles(Path.GetDirectoryName(MessageSamples.PathOf(typeof(SubmitRating)))!).Select(Path.GetFileName).Order(StringComparer.Ordinal));

    [Fact(Explicit = true)]
    public void WriteMissing()
    {
        var indented = new JsonSerializerOptions(Wire) { WriteIndented = true };
        foreach (var instance in Instances.Where(instance => !File.Exists(MessageSamples.PathOf(instance.GetType()))))
        {
            File.WriteAllText(MessageSamples.PathOf(instance.GetType()), JsonSerializer.Serialize(instance, instance.GetType(), indented) + "\n");
        }
    }

    private static Type TypeOf(string name) => MessageSamples.Types.Single(type => type.Name == name);

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject one => one.SelectMany(member => Objects(member.Value)).Prepend(one),
        JsonArray many => many.SelectMany(Objects),
        _ => [],
    };

    // Records compare lists by reference.
    private static void AssertSame(object expected, object actual)
    {
        foreach (var property in expected.GetType().GetProperties())
        {
            var (wanted, got) = (property.GetValue(expected), property.GetValue(actual));
            if (wanted is IEnumerable list and not string)
            {
                Assert.Equal(list.Cast<object>(), ((IEnumerable)got!).Cast<object>());
            }
            else
            {
                Assert.Equal(wanted, got);
            }
        }
    }
}
