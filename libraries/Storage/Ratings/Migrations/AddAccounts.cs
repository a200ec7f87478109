using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using MovieMesh.Storage.Ratings.Schema;

namespace MovieMesh.Storage.Ratings.Migrations;

/// <summary>People who can sign in.</summary>
[DbContext(typeof(RatingsDbContext))]
[Migration("20260301120000_AddAccounts")]
internal sealed class AddAccounts : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "accounts",
            table => new
            {
                user_id = table.Column<int>("integer"),
                email = table.Column<string>("text"),
                normalized_email = table.Column<string>("text"),
                password_hash = table.Column<string>("text"),
                security_stamp = table.Column<string>("text"),
                concurrency_stamp = table.Column<string>("text", nullable: true),
                lockout_enabled = table.Column<bool>("boolean"),
                lockout_end = table.Column<DateTimeOffset>("timestamp with time zone", nullable: true),
                failed_sign_ins = table.Column<int>("integer"),
                is_administrator = table.Column<bool>("boolean"),
                created_at = table.Column<DateTimeOffset>("timestamp with time zone"),
            },
            constraints: table => table.PrimaryKey("PK_accounts", row => row.user_id));
        migrationBuilder.CreateIndex("ix_accounts_normalized_email", "accounts", "normalized_email", unique: true);
    }

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable("accounts");
}
