namespace MovieMesh.WebUI.Gateway;

/// <summary>The gateway did not do what it was asked; <see cref="Exception.Message"/> is a sentence for the reader of the page.</summary>
public sealed class GatewayException(string message, int? status = null, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The HTTP status, or null when there was no answer.</summary>
    public int? Status { get; } = status;
}
