using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using MovieMesh.Storage.Ratings.Schema;

namespace MovieMesh.Storage.Ratings.Migrations;

/// <summary>Feedback that can be taken back.</summary>
[DbContext(typeof(RatingsDbContext))]
[Migration("20260320120000_AddWithdrawnFeedback")]
internal sealed class AddWithdrawnFeedback : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.AddColumn<bool>("is_withdrawn", "feedback", "boolean", nullable: false, defaultValue: false);

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("DELETE FROM feedback WHERE is_withdrawn");
        migrationBuilder.DropColumn("is_withdrawn", "feedback");
    }
}
