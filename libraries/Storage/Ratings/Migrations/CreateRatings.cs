using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using MovieMesh.Storage.Ratings.Schema;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

namespace MovieMesh.Storage.Ratings.Migrations;

/// <summary>The first schema: the catalogue, the ratings and what they add up to, imports, and training runs.</summary>
[DbContext(typeof(RatingsDbContext))]
[Migration("20251120120000_CreateRatings")]
internal sealed class CreateRatings : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateSequence<long>("rating_sequence");
        migrationBuilder.CreateSequence<int>("visitor_ids", startValue: 1_000_000_000L);

        migrationBuilder.CreateTable(
            "movies",
            table => new
            {
                id = table.Column<int>("integer"),
                title = table.Column<string>("text"),
                original_title = table.Column<string>("text"),
                year = table.Column<int>("integer", nullable: true),
                genres = table.Column<string[]>("text[]"),
            },
            constraints: table => table.PrimaryKey("PK_movies", row => row.id));
        migrationBuilder.CreateTable(
            "links",
            table => new
            {
                movie_id = table.Column<int>("integer"),
                imdb_id = table.Column<int>("integer", nullable: true),
                tmdb_id = table.Column<int>("integer", nullable: true),
            },
            constraints: table => table.PrimaryKey("PK_links", row => row.movie_id));
        migrationBuilder.CreateTable(
            "tags",
            table => new
            {
                movie_id = table.Column<int>("integer"),
                user_id = table.Column<int>("integer"),
                tag = table.Column<string>("text"),
                tagged_at = table.Column<DateTimeOffset>("timestamp with time zone"),
            },
            constraints: table => table.PrimaryKey("PK_tags", row => new { row.movie_id, row.user_id, row.tag }));
        migrationBuilder.CreateTable(
            "ratings",
            table => new
            {
                rated_at = table.Column<DateTimeOffset>("timestamp with time zone"),
                sequence = table.Column<long>("bigint", defaultValueSql: "nextval('rating_sequence')"),
                user_id = table.Column<int>("integer"),
                movie_id = table.Column<int>("integer"),
                stars = table.Column<float>("real", nullable: true),
                previous_stars = table.Column<float>("real", nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_ratings", row => new { row.user_id, row.movie_id });
                table.CheckConstraint("ck_ratings_stars", "stars >= 0.5 AND stars <= 5");
            });
        migrationBuilder.CreateIndex("ix_ratings_sequence", "ratings", "sequence").Annotation("Npgsql:IndexMethod", "brin");
        migrationBuilder.CreateTable(
            "movie_statistics",
            table => new
            {
                movie_id = table.Column<int>("integer"),
                ratings = table.Column<int>("integer"),
                stars_sum = table.Column<double>("double precision"),
                histogram = table.Column<int[]>("integer[]"),
            },
            constraints: table => table.PrimaryKey("PK_movie_statistics", row => row.movie_id));
        migrationBuilder.CreateTable(
            "user_statistics",
            table => new
            {
                user_id = table.Column<int>("integer"),
                ratings = table.Column<int>("integer"),
            },
            constraints: table => table.PrimaryKey("PK_user_statistics", row => row.user_id));
        migrationBuilder.CreateIndex("ix_user_statistics_ratings", "user_statistics", "ratings");
        migrationBuilder.CreateTable(
            "visitors",
            table => new
            {
                user_id = table.Column<int>("integer", defaultValueSql: "nextval('visitor_ids')"),
                created_at = table.Column<DateTimeOffset>("timestamp with time zone", defaultValueSql: "now()"),
            },
            constraints: table => table.PrimaryKey("PK_visitors", row => row.user_id));
        migrationBuilder.CreateTable(
            "datasets",
            table => new
            {
                import_id = table.Column<Guid>("uuid"),
                name = table.Column<string>("text"),
                path = table.Column<string>("text"),
                fingerprint = table.Column<string>("text", nullable: true),
                is_generated = table.Column<bool>("boolean"),
                state = table.Column<string>("text"),
                fraction = table.Column<double>("double precision"),
                movies = table.Column<long>("bigint"),
                users = table.Column<long>("bigint"),
                ratings = table.Column<long>("bigint"),
                tags = table.Column<long>("bigint"),
                skipped_lines = table.Column<long>("bigint"),
                error = table.Column<string>("text", nullable: true),
                started_at = table.Column<DateTimeOffset>("timestamp with time zone"),
                finished_at = table.Column<DateTimeOffset>("timestamp with time zone", nullable: true),
            },
            constraints: table => table.PrimaryKey("PK_datasets", row => row.import_id));
        migrationBuilder.CreateTable(
            "model_runs",
            table => new
            {
                id = table.Column<long>("bigint").Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityAlwaysColumn),
                request_id = table.Column<Guid>("uuid"),
                algorithm = table.Column<string>("text"),
                reason = table.Column<string>("text"),
                settings = table.Column<string>("jsonb"),
                ratings = table.Column<long>("bigint"),
                last_sequence = table.Column<long>("bigint"),
                state = table.Column<string>("text"),
                is_current = table.Column<bool>("boolean"),
                started_at = table.Column<DateTimeOffset>("timestamp with time zone"),
                finished_at = table.Column<DateTimeOffset>("timestamp with time zone", nullable: true),
                held_out_rmse = table.Column<double>("double precision", nullable: true),
                held_out_ndcg = table.Column<double>("double precision", nullable: true),
                note = table.Column<string>("text", nullable: true),
            },
            constraints: table => table.PrimaryKey("PK_model_runs", row => row.id));
        migrationBuilder.CreateIndex("ix_model_runs_is_current", "model_runs", "is_current", unique: true, filter: "is_current");
        migrationBuilder.CreateTable(
            "model_epochs",
            table => new
            {
                run_id = table.Column<long>("bigint"),
                epoch = table.Column<int>("integer"),
                train_error = table.Column<double>("double precision", nullable: true),
                held_out_error = table.Column<double>("double precision", nullable: true),
                seconds = table.Column<double>("double precision"),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_model_epochs", row => new { row.run_id, row.epoch });
                table.ForeignKey("FK_model_epochs_model_runs_run_id", row => row.run_id, "model_runs", "id", onDelete: ReferentialAction.Cascade);
            });
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        foreach (var table in new[] { "model_epochs", "model_runs", "datasets", "visitors", "user_statistics", "movie_statistics", "ratings", "tags", "links", "movies" })
        {
            migrationBuilder.DropTable(table);
        }

        migrationBuilder.DropSequence("visitor_ids");
        migrationBuilder.DropSequence("rating_sequence");
    }
}
