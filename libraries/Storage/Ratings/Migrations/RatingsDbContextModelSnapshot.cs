using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using MovieMesh.Storage.Ratings.Schema;

namespace MovieMesh.Storage.Ratings.Migrations;

/// <summary>The model as the newest migration leaves it: EF Core refuses to migrate when the model has moved on.</summary>
[DbContext(typeof(RatingsDbContext))]
internal sealed class RatingsDbContextModelSnapshot : ModelSnapshot
{
    protected override void BuildModel(ModelBuilder modelBuilder)
    {
        modelBuilder.HasAnnotation("Relational:MaxIdentifierLength", 63);
        modelBuilder.UseIdentityByDefaultColumns();

        modelBuilder.HasSequence<long>("rating_sequence");
        modelBuilder.HasSequence<int>("visitor_ids").StartsAt(1_000_000_000L);

        modelBuilder.Entity("MovieMesh.Storage.Ratings.Schema.MovieRow", b =>
        {
            b.Property<int>("Id").HasColumnType("integer").HasColumnName("id");
            b.Property<string[]>("Genres").IsRequired().HasColumnType("text[]").HasColumnName("genres");
            b.Property<string>("OriginalTitle").IsRequired().HasColumnType("text").HasColumnName("original_title");
            b.Property<string>("Title").IsRequired().HasColumnType("text").HasColumnName("title");
            b.Property<int?>("Year").HasColumnType("integer").HasColumnName("year");
            b.HasKey("Id");
            b.ToTable("movies", (string?)null);
        });

        modelBuilder.Entity("MovieMesh.Storage.Ratings.Schema.LinkRow", b =>
        {
            b.Property<int>("MovieId").HasColumnType("integer").HasColumnName("movie_id");
            b.Property<int?>("ImdbId").HasColumnType("integer").HasColumnName("imdb_id");
            b.Property<int?>("TmdbId").HasColumnType("integer").HasColumnName("tmdb_id");
            b.HasKey("MovieId");
            b.ToTable("links", (string?)null);
        });

        modelBuilder.Entity("MovieMesh.Storage.Ratings.Schema.TagRow", b =>
        {
            b.Property<int>("MovieId").HasColumnType("integer").HasColumnName("movie_id");
            b.Property<int>("UserId").HasColumnType("integer").HasColumnName("user_id");
            b.Property<string>("Tag").HasColumnType("text").HasColumnName("tag");
            b.Property<DateTimeOffset>("TaggedAt").HasColumnType("timestamp with time zone").HasColumnName("tagged_at");
            b.HasKey("MovieId", "UserId", "Tag");
            b.ToTable("tags", (string?)null);
        });

        modelBuilder.Entity("MovieMesh.Storage.Ratings.Schema.RatingRow", b =>
        {
            b.Property<int>("UserId").HasColumnOrder(2).HasColumnType("integer").HasColumnName("user_id");
            b.Property<int>("MovieId").HasColumnOrder(3).HasColumnType("integer").HasColumnName("movie_id");
            b.Property<float?>("PreviousStars").HasColumnOrder(5).HasColumnType("real").HasColumnName("previous_stars");
            b.Property<DateTimeOffset>("RatedAt").HasColumnOrder(0).HasColumnType("timestamp with time zone").HasColumnName("rated_at");
            b.Property<long>("Sequence").ValueGeneratedOnAdd().HasColumnOrder(1).HasDefaultValueSql("nextval('rating_sequence')").HasColumnType("bigint").HasColumnName("sequence");
            b.Property<float?>("Stars").HasColumnOrder(4).HasColumnType("real").HasColumnName("stars");
            b.HasKey("UserId", "MovieId");
            b.HasIndex(["Sequence"], "ix_ratings_sequence").HasMethod("brin");
            b.ToTable("ratings", null, table => table.HasCheckConstraint("ck_ratings_stars", "stars >= 0.5 AND stars <= 5"));
        });

        modelBuilder.Entity("MovieMesh.Storage.Ratings.Schema.MovieStatisticsRow", b =>
        {
            b.Property<int>("MovieId").HasColumnType("integer").HasColumnName("movie_id");
            b.Property<int[]>("Histogram").IsRequired().HasColumnType("integer[]").HasColumnName("histogram");
            b.Property<int>("Ratings").HasColumnType("integer").HasColumnName("ratings");
            b.Property<double>("StarsSum").HasColumnType("double precision").HasColumnName("stars_sum");
            b.HasKey("MovieId");
            b.ToTable("movie_statistics", (string?)null);
        });

        modelBuilder.Entity("MovieMesh.Storage.Ratings.Schema.UserStatisticsRow", b =>
        {
            b.Property<int>("UserId").HasColumnType("integer").HasColumnName("user_id");
            b.Property<int>("Ratings").HasColumnType("integer").HasColumnName("ratings");
            b.HasKey("UserId");
            b.HasIndex(["Ratings"], "ix_user_statistics_ratings");
            b.ToTable("user_statistics", (string?)null);
        });

        modelBuilder.Entity("MovieMesh.Storage.Ratings.Schema.VisitorRow", b =>
        {
            b.Property<int>("UserId").ValueGeneratedOnAdd().HasDefaultValueSql("nextval('visitor_ids')").HasColumnType("integer").HasColumnName("user_id");
            b.Property<DateTimeOffset>("CreatedAt").ValueGeneratedOnAdd().HasDefaultValueSql("now()").HasColumnType("timestamp with time zone").HasColumnName("created_at");
            b.HasKey("UserId");
            b.ToTable("visitors", (string?)null);
        });

        modelBuilder.Entity("MovieMesh.Storage.Ratings.Schema.DatasetRow", b =>
        {
            b.Property<Guid>("ImportId").HasColumnType("uuid").HasColumnName("import_id");
            b.Property<string>("Error").HasColumnType("text").HasColumnName("error");
            b.Property<string>("Fingerprint").HasColumnType("text").HasColumnName("fingerprint");
            b.Property<DateTimeOffset?>("FinishedAt").HasColumnType("timestamp with time zone").HasColumnName("finished_at");
            b.Property<double>("Fraction").HasColumnType("double precision").HasColumnName("fraction");
            b.Property<bool>("IsGenerated").HasColumnType("boolean").HasColumnName("is_generated");
            b.Property<long>("Movies").HasColumnType("bigint").HasColumnName("movies");
            b.Property<string>("Name").IsRequired().HasColumnType("text").HasColumnName("name");
            b.Property<string>("Path").IsRequired().HasColumnType("text").HasColumnName("path");
            b.Property<string[]>("Problems").IsRequired().ValueGeneratedOnAdd().HasColumnType("text[]").HasColumnName("problems").HasDefaultValueSql("'{}'");
            b.Property<long>("Ratings").HasColumnType("bigint").HasColumnName("ratings");
            b.Property<long>("SkippedLines").HasColumnType("bigint").HasColumnName("skipped_lines");
            b.Property<DateTimeOffset>("StartedAt").HasColumnType("timestamp with time zone").HasColumnName("started_at");
            b.Property<string>("State").IsRequired().HasColumnType("text").HasColumnName("state");
            b.Property<long>("Tags").HasColumnType("bigint").HasColumnName("tags");
            b.Property<long>("Users").HasColumnType("bigint").HasColumnName("users");
            b.HasKey("ImportId");
            b.ToTable("datasets", (string?)null);
        });

        modelBuilder.Entity("MovieMesh.Storage.Ratings.Schema.ModelRunRow", b =>
        {
            b.Property<long>("Id").ValueGeneratedOnAdd().HasColumnType("bigint").HasColumnName("id");
            b.Property<string>("Algorithm").IsRequired().HasColumnType("text").HasColumnName("algorithm");
            b.Property<DateTimeOffset?>("FinishedAt").HasColumnType("timestamp with time zone").HasColumnName("finished_at");
            b.Property<double?>("HeldOutNdcg").HasColumnType("double precision").HasColumnName("held_out_ndcg");
            b.Property<double?>("HeldOutRmse").HasColumnType("double precision").HasColumnName("held_out_rmse");
            b.Property<bool>("IsCurrent").HasColumnType("boolean").HasColumnName("is_current");
            b.Property<long>("LastSequence").HasColumnType("bigint").HasColumnName("last_sequence");
            b.Property<string>("Note").HasColumnType("text").HasColumnName("note");
            b.Property<long>("Ratings").HasColumnType("bigint").HasColumnName("ratings");
            b.Property<string>("Reason").IsRequired().HasColumnType("text").HasColumnName("reason");
            b.Property<Guid>("RequestId").HasColumnType("uuid").HasColumnName("request_id");
            b.Property<string>("Settings").IsRequired().HasColumnType("jsonb").HasColumnName("settings");
            b.Property<DateTimeOffset>("StartedAt").HasColumnType("timestamp with time zone").HasColumnName("started_at");
            b.Property<string>("State").IsRequired().HasColumnType("text").HasColumnName("state");
            b.Property<long?>("WarmStartedFrom").HasColumnType("bigint").HasColumnName("warm_started_from");
            b.HasKey("Id");
            NpgsqlPropertyBuilderExtensions.UseIdentityAlwaysColumn(b.Property<long>("Id"));
            b.HasIndex(["IsCurrent"], "ix_model_runs_is_current").IsUnique().HasFilter("is_current");
            b.ToTable("model_runs", (string?)null);
        });

        modelBuilder.Entity("MovieMesh.Storage.Ratings.Schema.ModelEpochRow", b =>
        {
            b.Property<long>("RunId").HasColumnType("bigint").HasColumnName("run_id");
            b.Property<int>("Epoch").HasColumnType("integer").HasColumnName("epoch");
            b.Property<double?>("HeldOutError").HasColumnType("double precision").HasColumnName("held_out_error");
            b.Property<string>("Part").HasColumnType("text").HasColumnName("part");
            b.Property<double>("Seconds").HasColumnType("double precision").HasColumnName("seconds");
            b.Property<double?>("TrainError").HasColumnType("double precision").HasColumnName("train_error");
            b.HasKey("RunId", "Epoch");
            b.HasOne("MovieMesh.Storage.Ratings.Schema.ModelRunRow", null).WithMany("Epochs").HasForeignKey("RunId").OnDelete(DeleteBehavior.Cascade).IsRequired();
            b.ToTable("model_epochs", (string?)null);
        });

        modelBuilder.Entity("MovieMesh.Storage.Ratings.Schema.ExperimentRow", b =>
        {
            b.Property<long>("Id").ValueGeneratedOnAdd().HasColumnType("bigint").HasColumnName("id");
            b.Property<double>("ChallengerShare").HasColumnType("double precision").HasColumnName("challenger_share");
            b.Property<long>("ChallengerVersion").HasColumnType("bigint").HasColumnName("challenger_version");
            b.Property<long>("ControlVersion").HasColumnType("bigint").HasColumnName("control_version");
            b.Property<string>("EndReason").HasColumnType("text").HasColumnName("end_reason");
            b.Property<DateTimeOffset?>("EndedAt").HasColumnType("timestamp with time zone").HasColumnName("ended_at");
            b.Property<bool>("IsRunning").HasColumnType("boolean").HasColumnName("is_running");
            b.Property<string>("Name").IsRequired().HasColumnType("text").HasColumnName("name");
            b.Property<DateTimeOffset>("StartedAt").HasColumnType("timestamp with time zone").HasColumnName("started_at");
            b.HasKey("Id");
            NpgsqlPropertyBuilderExtensions.UseIdentityAlwaysColumn(b.Property<long>("Id"));
            b.HasIndex(["IsRunning"], "ix_experiments_is_running").IsUnique().HasFilter("is_running");
            b.ToTable("experiments", (string?)null);
        });

        modelBuilder.Entity("MovieMesh.Storage.Ratings.Schema.DeadLetterRow", b =>
        {
            b.Property<Guid>("Id").HasColumnType("uuid").HasColumnName("id");
            b.Property<byte[]>("Body").IsRequired().HasColumnType("bytea").HasColumnName("body");
            b.Property<string>("ContentType").HasColumnType("text").HasColumnName("content_type");
            b.Property<string>("ExceptionType").IsRequired().HasColumnType("text").HasColumnName("exception_type");
            b.Property<DateTimeOffset>("FailedAt").HasColumnType("timestamp with time zone").HasColumnName("failed_at");
            b.Property<int>("Failures").HasColumnType("integer").HasColumnName("failures");
            b.Property<string>("Headers").IsRequired().HasColumnType("text").HasColumnName("headers");
            b.Property<string>("MessageId").HasColumnType("text").HasColumnName("message_id");
            b.Property<string>("MessageType").HasColumnType("text").HasColumnName("message_type");
            b.Property<string>("Queue").IsRequired().HasColumnType("text").HasColumnName("queue");
            b.Property<string>("Reason").IsRequired().HasColumnType("text").HasColumnName("reason");
            b.Property<DateTimeOffset?>("ReplayedAt").HasColumnType("timestamp with time zone").HasColumnName("replayed_at");
            b.Property<int>("Size").HasColumnType("integer").HasColumnName("size");
            b.Property<string>("StackTrace").HasColumnType("text").HasColumnName("stack_trace");
            b.Property<string>("TraceId").HasColumnType("text").HasColumnName("trace_id");
            b.HasKey("Id");
            b.HasIndex(["FailedAt"], "ix_dead_letters_failed_at").HasFilter("replayed_at IS NULL");
            b.ToTable("dead_letters", (string?)null);
        });

        modelBuilder.Entity("MovieMesh.Storage.Ratings.Schema.FeedbackRow", b =>
        {
            b.Property<int>("UserId").HasColumnType("integer").HasColumnName("user_id");
            b.Property<int>("MovieId").HasColumnType("integer").HasColumnName("movie_id");
            b.Property<string>("Kind").HasColumnType("text").HasColumnName("kind");
            b.Property<DateTimeOffset>("GivenAt").HasColumnType("timestamp with time zone").HasColumnName("given_at");
            b.Property<bool>("IsWithdrawn").HasColumnType("boolean").HasColumnName("is_withdrawn");
            b.HasKey("UserId", "MovieId", "Kind");
            b.ToTable("feedback", (string?)null);
        });

        modelBuilder.Entity("MovieMesh.Storage.Ratings.Schema.PrequentialScoreRow", b =>
        {
            b.Property<long>("Sequence").HasColumnType("bigint").HasColumnName("sequence");
            b.Property<long?>("ExperimentId").HasColumnType("bigint").HasColumnName("experiment_id");
            b.Property<long>("ModelVersion").HasColumnType("bigint").HasColumnName("model_version");
            b.Property<int?>("Place").HasColumnType("integer").HasColumnName("place");
            b.Property<float>("Predicted").HasColumnType("real").HasColumnName("predicted");
            b.Property<DateTimeOffset>("ScoredAt").HasColumnType("timestamp with time zone").HasColumnName("scored_at");
            b.Property<float>("Stars").HasColumnType("real").HasColumnName("stars");
            b.HasKey("Sequence");
            b.HasIndex(["ModelVersion", "Sequence"], "ix_prequential_scores_model_version_sequence");
            b.ToTable("prequential_scores", (string?)null);
        });

        modelBuilder.Entity("MovieMesh.Storage.Accounts.Account", b =>
        {
            b.Property<int>("Id").HasColumnType("integer").HasColumnName("user_id");
            b.Property<int>("AccessFailedCount").HasColumnType("integer").HasColumnName("failed_sign_ins");
            b.Property<string>("ConcurrencyStamp").IsConcurrencyToken().HasColumnType("text").HasColumnName("concurrency_stamp");
            b.Property<DateTimeOffset>("CreatedAt").HasColumnType("timestamp with time zone").HasColumnName("created_at");
            b.Property<bool>("IsAdministrator").HasColumnType("boolean").HasColumnName("is_administrator");
            b.Property<bool>("LockoutEnabled").HasColumnType("boolean").HasColumnName("lockout_enabled");
            b.Property<DateTimeOffset?>("LockoutEnd").HasColumnType("timestamp with time zone").HasColumnName("lockout_end");
            b.Property<string>("NormalizedUserName").IsRequired().HasColumnType("text").HasColumnName("normalized_email");
            b.Property<string>("PasswordHash").IsRequired().HasColumnType("text").HasColumnName("password_hash");
            b.Property<string>("SecurityStamp").IsRequired().HasColumnType("text").HasColumnName("security_stamp");
            b.Property<string>("UserName").IsRequired().HasColumnType("text").HasColumnName("email");
            b.HasKey("Id");
            b.HasIndex(["NormalizedUserName"], "ix_accounts_normalized_email").IsUnique();
            b.ToTable("accounts", (string?)null);
        });
    }
}
