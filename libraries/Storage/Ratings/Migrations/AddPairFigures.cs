using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using MovieMesh.Storage.Ratings.Schema;

namespace MovieMesh.Storage.Ratings.Migrations;

/// <summary>Which part of a pair an epoch was of, and at which place of its user's list a liked movie stood before it was rated.</summary>
[DbContext(typeof(RatingsDbContext))]
[Migration("20260410120000_AddPairFigures")]
internal sealed class AddPairFigures : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("part", "model_epochs", "text", nullable: true);
        migrationBuilder.AddColumn<int>("place", "prequential_scores", "integer", nullable: true);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropColumn("place", "prequential_scores");
        migrationBuilder.DropColumn("part", "model_epochs");
    }
}
