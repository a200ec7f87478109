namespace MovieMesh.WebUI.Gateway;

/// <summary>How often a type of event was heard.</summary>
/// <param name="LastMinute">In the last minute.</param>
/// <param name="All">Since this site started.</param>
/// <param name="Last">When last; null for never.</param>
public readonly record struct EventRate(int LastMinute, long All, DateTimeOffset? Last);
