using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using MovieMesh.Storage.Ratings.Schema;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

namespace MovieMesh.Storage.Ratings.Migrations;

/// <summary>A/B tests, and which scores were made in one.</summary>
[DbContext(typeof(RatingsDbContext))]
[Migration("20260201120000_AddExperiments")]
internal sealed class AddExperiments : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "experiments",
            table => new
            {
                id = table.Column<long>("bigint").Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityAlwaysColumn),
                name = table.Column<string>("text"),
                control_version = table.Column<long>("bigint"),
                challenger_version = table.Column<long>("bigint"),
                challenger_share = table.Column<double>("double precision"),
                is_running = table.Column<bool>("boolean"),
                started_at = table.Column<DateTimeOffset>("timestamp with time zone"),
                ended_at = table.Column<DateTimeOffset>("timestamp with time zone", nullable: true),
                end_reason = table.Column<string>("text", nullable: true),
            },
            constraints: table => table.PrimaryKey("PK_experiments", row => row.id));
        migrationBuilder.CreateIndex("ix_experiments_is_running", "experiments", "is_running", unique: true, filter: "is_running");
        migrationBuilder.AddColumn<long>("experiment_id", "prequential_scores", "bigint", nullable: true);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropColumn("experiment_id", "prequential_scores");
        migrationBuilder.DropTable("experiments");
    }
}
