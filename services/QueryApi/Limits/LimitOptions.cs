using System.ComponentModel.DataAnnotations;
using MovieMesh.Contracts;

namespace MovieMesh.QueryApi.Limits;

/// <summary>How much one request and one caller may ask for, under <c>Limits</c>. Passwords have a limit of their own: see <c>Accounts:AttemptsAMinute</c>.</summary>
internal sealed class LimitOptions
{
    /// <summary>The largest body of a request in bytes. Default 1 MiB, 1 KiB to 64 MiB. Uploads go by <c>Imports:LargestUpload</c>.</summary>
    [Range(1L << 10, 1L << 26)]
    public long LargestBody { get; set; } = 1L << 20;

    /// <summary>The largest body of <c>POST /api/ratings</c> in bytes. Default 4 MiB, 1 KiB to 64 MiB.</summary>
    [Range(1L << 10, 1L << 26)]
    public long LargestBatchBody { get; set; } = 1L << 22;

    /// <summary>The most ratings in one <c>POST /api/ratings</c>. Default and most 10,000.</summary>
    [Range(1, SubmitRatings.Most)]
    public int BatchRatings { get; set; } = SubmitRatings.Most;

    /// <summary>The most entries on a page. Default 100, 1 to 1,000.</summary>
    [Range(1, 1_000)]
    public int PageItems { get; set; } = 100;

    /// <summary>The most entries of a list. Default 200, 1 to 1,000.</summary>
    [Range(1, 1_000)]
    public int ListItems { get; set; } = 200;

    /// <summary>Requests a minute of one user. Default 3,000, 1 to 10,000,000. Administrators have no such limit.</summary>
    [Range(1, 10_000_000)]
    public int RequestsAMinute { get; set; } = 3_000;

    /// <summary>Requests a minute of one address without a session. Default 6,000, 1 to 10,000,000: many people may share an address.</summary>
    [Range(1, 10_000_000)]
    public int AnonymousRequestsAMinute { get; set; } = 6_000;

    /// <summary>Callers that are counted apart, at about 150 bytes each. Default 20,000, 1 to 1,000,000; those beyond share one count.</summary>
    [Range(1, 1_000_000)]
    public int CountedCallers { get; set; } = 20_000;

    /// <summary>Event streams open at once. Default 1,000, 1 to 100,000; each may hold <c>Gateway:EventBuffer</c> events.</summary>
    [Range(1, 100_000)]
    public int EventStreams { get; set; } = 1_000;

    /// <summary>Networks, as 10.0.0.0/8, whose word in <c>X-Forwarded-For</c> is believed. Default none; this machine's always is.</summary>
    public IReadOnlyList<string> Proxies { get; set; } = [];
}
