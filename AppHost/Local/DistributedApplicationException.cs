namespace Aspire.Hosting;

/// <summary>The topology cannot run here; the message says why, in one line.</summary>
internal sealed class DistributedApplicationException(string message) : Exception(message);
