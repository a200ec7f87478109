namespace MovieMesh.Workbench.Backups;

/// <summary>Why a backup was not made or not restored, in words for people.</summary>
internal sealed class BackupException(string message) : Exception(message);
