using System.ComponentModel.DataAnnotations;

namespace MovieMesh.QueryApi;

/// <summary>Settings of the gateway, under <c>Gateway</c>.</summary>
internal sealed class GatewayOptions
{
    /// <summary>How long a read waits for the rating of its read token. Default 2 s, 0 to 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:30")]
    public TimeSpan TokenWait { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a read waits for PostgreSQL or Redis before it is answered from what is known without. Default 2 s, 10 ms to 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:00:30")]
    public TimeSpan StoreWait { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Requests that wait for the broker's confirm at once; more are refused, so that a broker that does not answer fills no memory. One of many ratings counts once for every
    /// ten of them. Default 10,000, 100 to 1,000,000.
    /// </summary>
    [Range(100, 1_000_000)]
    public int MostWaiting { get; set; } = 10_000;

    /// <summary>Messages in one queue beyond which status and health give the alarm. Default 100,000, 1 to 100,000,000.</summary>
    [Range(1, 100_000_000)]
    public int LongQueue { get; set; } = 100_000;

    /// <summary>
    /// Messages that wait for Ingestion in all its queues before no more is taken in (503), as the broker's disk is not endless either. Looked at every two seconds while ratings
    /// come in, so it may be passed by what comes in that time. Default 2,000,000, an hour of 500 a second; 1 to 100,000,000.
    /// </summary>
    [Range(1, 100_000_000)]
    public int MostQueued { get; set; } = 2_000_000;

    /// <summary>Users whose ratings and vectors are kept in memory. Default 10,000, 1 to 1,000,000; about 40 bytes a rating.</summary>
    [Range(1, 1_000_000)]
    public int CachedUsers { get; set; } = 10_000;

    /// <summary>The number of common movies at which the similarity of two users counts half. Default 10, 0 to 100,000.</summary>
    [Range(0.0, 100_000.0)]
    public float UserShrinkage { get; set; } = 10;

    /// <summary>Users with fewer movies in common are not alike. Default 3, 1 to 100,000: with two, every correlation is 1 or -1.</summary>
    [Range(1, 100_000)]
    public int MinimumCommonMovies { get; set; } = 3;

    /// <summary>How many of the newest ratings the trending list looks at. Default 5,000, 100 to 100,000.</summary>
    [Range(100, 100_000)]
    public int TrendingWindow { get; set; } = 5_000;

    /// <summary>The pause between two refreshes of the figures of movies that were rated. Default 0.5 s, 10 ms to 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan FiguresInterval { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How often a replica looks by itself whether another model serves, besides being told. Default 15 s, 0.1 s to 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan ModelInterval { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>The pause before a store that is away, or has nothing yet, is asked again. Default 1 s, 10 ms to 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan RetryInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Events kept for a browser that reads slowly; older ones are dropped. Default 256, 1 to 10,000.</summary>
    [Range(1, 10_000)]
    public int EventBuffer { get; set; } = 256;

    /// <summary>The pause between two heartbeats of an event stream. Default 15 s, 0.1 s to 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Single ratings that go to the broker by themselves at once; more that come meanwhile go together. Default 1, 1 to 256.</summary>
    [Range(1, 256)]
    public int ConfirmsUnderWay { get; set; } = 1;

    /// <summary>How long statistics that cost a pass over all ratings are kept. Default 1 min, 0 to 1 h.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan StatisticsAge { get; set; } = TimeSpan.FromMinutes(1);
}
