using System.ComponentModel.DataAnnotations;

namespace MovieMesh.Messaging;

/// <summary>Settings of the bus, under <c>Messaging</c>.</summary>
public sealed class MessagingOptions
{
    /// <summary>How long a durable publish waits for the broker's confirm. Default 5 s, from 0.1 s to 60 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan PublishTimeout { get; set; } = TimeSpan.FromSeconds(5);
}
