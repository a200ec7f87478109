using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using MovieMesh.Storage.Ratings.Schema;

namespace MovieMesh.Storage.Ratings.Migrations;

/// <summary>Messages that no consumer could handle.</summary>
[DbContext(typeof(RatingsDbContext))]
[Migration("20260315120000_AddDeadLetters")]
internal sealed class AddDeadLetters : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "dead_letters",
            table => new
            {
                id = table.Column<Guid>("uuid"),
                queue = table.Column<string>("text"),
                message_id = table.Column<string>("text", nullable: true),
                message_type = table.Column<string>("text", nullable: true),
                content_type = table.Column<string>("text", nullable: true),
                headers = table.Column<string>("text"),
                body = table.Column<byte[]>("bytea"),
                size = table.Column<int>("integer"),
                exception_type = table.Column<string>("text"),
                reason = table.Column<string>("text"),
                stack_trace = table.Column<string>("text", nullable: true),
                trace_id = table.Column<string>("text", nullable: true),
                failures = table.Column<int>("integer"),
                failed_at = table.Column<DateTimeOffset>("timestamp with time zone"),
                replayed_at = table.Column<DateTimeOffset>("timestamp with time zone", nullable: true),
            },
            constraints: table => table.PrimaryKey("PK_dead_letters", row => row.id));
        migrationBuilder.CreateIndex("ix_dead_letters_failed_at", "dead_letters", "failed_at", filter: "replayed_at IS NULL");
    }

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable("dead_letters");
}
