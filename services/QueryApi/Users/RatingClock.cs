namespace MovieMesh.QueryApi.Users;

/// <summary>Tells when a rating was accepted: in whole microseconds, which the store keeps, and never twice the same, so that of two quick clicks the second wins.</summary>
internal sealed class RatingClock(TimeProvider time)
{
    private long _last;

    public DateTimeOffset Next()
    {
        while (true)
        {
            var last = Interlocked.Read(ref _last);
            var next = Math.Max((time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond, last + 1);
            if (Interlocked.CompareExchange(ref _last, next, last) == last)
            {
                return DateTimeOffset.UnixEpoch.AddTicks(next * TimeSpan.TicksPerMicrosecond);
            }
        }
    }
}
