using System.ComponentModel.DataAnnotations;

namespace MovieMesh.DatabaseMigrations;

/// <summary>Settings, under <c>Migrations</c>.</summary>
internal sealed class MigrationOptions
{
    /// <summary>How long to wait for a database server that is not there yet. Default 2 min, up to an hour.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan Patience { get; set; } = TimeSpan.FromMinutes(2);
}
