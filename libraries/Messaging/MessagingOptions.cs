using System.ComponentModel.DataAnnotations;

namespace MovieMesh.Messaging;

/// <summary>Settings of the bus, under <c>Messaging</c>.</summary>
public sealed class MessagingOptions
{
    /// <summary>How long a durable publish waits for the broker's confirm. Default 5 s, from 0.1 s to 60 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan PublishTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The most bytes that a message may have; a larger one is a dead letter unread, of which only the beginning is kept. Default 8 MiB, from 64 KiB to 128 MiB.</summary>
    [Range(64 * 1024, 128 * 1024 * 1024)]
    public int LargestMessage { get; set; } = 8 * 1024 * 1024;

    /// <summary>How long the bus may be without the broker although that answers, before the process ends so as to be started anew. Default 1 min, from 1 s to 1 h.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan StuckAfter { get; set; } = TimeSpan.FromMinutes(1);
}
