using MovieMesh.Contracts;

namespace MovieMesh.TestServers.Hostile;

/// <summary>The messages as they stand on the wire, one file each under <c>tests/Messaging.Tests/Samples</c>.</summary>
public static class MessageSamples
{
    /// <summary>Every type of message.</summary>
    /// <remarks>Whatever is a record beside them, but not a part of one.</remarks>
    public static IReadOnlyList<Type> Types { get; } =
    [
        .. typeof(SubmitRating).Assembly.GetExportedTypes()
            .Where(type => type.Namespace == typeof(SubmitRating).Namespace && type.GetMethod("<Clone>$") is not null && type != typeof(RecordedRating))
            .OrderBy(type => type.Name, StringComparer.Ordinal),
    ];

    /// <summary>Where the sample of a type is.</summary>
    public static string PathOf(Type message) => Path.Combine(Repository.Root, "tests", "Messaging.Tests", "Samples", $"{message.Name}.json");

    /// <summary>The sample of a type.</summary>
    public static string Read(Type message) => File.ReadAllText(PathOf(message));
}
