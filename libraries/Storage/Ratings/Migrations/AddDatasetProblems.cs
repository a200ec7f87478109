using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using MovieMesh.Storage.Ratings.Schema;

namespace MovieMesh.Storage.Ratings.Migrations;

/// <summary>Which lines an import left out.</summary>
[DbContext(typeof(RatingsDbContext))]
[Migration("20260302120000_AddDatasetProblems")]
internal sealed class AddDatasetProblems : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.AddColumn<string[]>("problems", "datasets", "text[]", defaultValueSql: "'{}'");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropColumn("problems", "datasets");
}
