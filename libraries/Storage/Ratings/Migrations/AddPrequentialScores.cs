using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using MovieMesh.Storage.Ratings.Schema;

namespace MovieMesh.Storage.Ratings.Migrations;

/// <summary>What models predicted of ratings that they had not seen.</summary>
[DbContext(typeof(RatingsDbContext))]
[Migration("20260115120000_AddPrequentialScores")]
internal sealed class AddPrequentialScores : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "prequential_scores",
            table => new
            {
                sequence = table.Column<long>("bigint"),
                model_version = table.Column<long>("bigint"),
                predicted = table.Column<float>("real"),
                stars = table.Column<float>("real"),
                scored_at = table.Column<DateTimeOffset>("timestamp with time zone"),
            },
            constraints: table => table.PrimaryKey("PK_prequential_scores", row => row.sequence));
        migrationBuilder.CreateIndex("ix_prequential_scores_model_version_sequence", "prequential_scores", ["model_version", "sequence"]);
    }

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable("prequential_scores");
}
