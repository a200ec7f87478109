using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using MovieMesh.Storage.Ratings.Schema;

namespace MovieMesh.Storage.Ratings.Migrations;

/// <summary>Feedback beyond stars.</summary>
[DbContext(typeof(RatingsDbContext))]
[Migration("20260116120000_AddFeedback")]
internal sealed class AddFeedback : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.CreateTable(
        "feedback",
        table => new
        {
            user_id = table.Column<int>("integer"),
            movie_id = table.Column<int>("integer"),
            kind = table.Column<string>("text"),
            given_at = table.Column<DateTimeOffset>("timestamp with time zone"),
        },
        constraints: table => table.PrimaryKey("PK_feedback", row => new { row.user_id, row.movie_id, row.kind }));

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable("feedback");
}
