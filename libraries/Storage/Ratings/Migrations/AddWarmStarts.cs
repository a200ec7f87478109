using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using MovieMesh.Storage.Ratings.Schema;

namespace MovieMesh.Storage.Ratings.Migrations;

/// <summary>Which run's factors a run began with.</summary>
[DbContext(typeof(RatingsDbContext))]
[Migration("20260117120000_AddWarmStarts")]
internal sealed class AddWarmStarts : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.AddColumn<long>("warm_started_from", "model_runs", "bigint", nullable: true);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropColumn("warm_started_from", "model_runs");
}
