using Microsoft.EntityFrameworkCore;
using MovieMesh.Storage.Accounts;

namespace MovieMesh.Storage.Ratings.Schema;

/// <summary>The schema. Batches and scans of ratings go past it, straight to Npgsql.</summary>
internal sealed class RatingsDbContext(DbContextOptions<RatingsDbContext> options) : DbContext(options)
{
    /// <summary>Numbers every change of a rating.</summary>
    public const string RatingSequence = "rating_sequence";

    /// <summary>Visitors' ids, far above those of any data set.</summary>
    public const string VisitorIds = "visitor_ids";

    public DbSet<VisitorRow> Visitors => Set<VisitorRow>();

    public DbSet<DatasetRow> Datasets => Set<DatasetRow>();

    public DbSet<ModelRunRow> ModelRuns => Set<ModelRunRow>();

    public DbSet<ModelEpochRow> ModelEpochs => Set<ModelEpochRow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.HasSequence<long>(RatingSequence);
        modelBuilder.HasSequence<int>(VisitorIds).StartsAt(UserStore.FirstVisitorId);

        modelBuilder.Entity<MovieRow>(movie =>
        {
            movie.ToTable("movies");
            movie.HasKey(row => row.Id);
            movie.Property(row => row.Id).HasColumnName("id").ValueGeneratedNever();
            movie.Property(row => row.Title).HasColumnName("title");
            movie.Property(row => row.OriginalTitle).HasColumnName("original_title");
            movie.Property(row => row.Year).HasColumnName("year");
            movie.Property(row => row.Genres).HasColumnName("genres");
        });
        modelBuilder.Entity<LinkRow>(link =>
        {
            link.ToTable("links");
            link.HasKey(row => row.MovieId);
            link.Property(row => row.MovieId).HasColumnName("movie_id").ValueGeneratedNever();
            link.Property(row => row.ImdbId).HasColumnName("imdb_id");
            link.Property(row => row.TmdbId).HasColumnName("tmdb_id");
        });
        modelBuilder.Entity<TagRow>(tag =>
        {
            tag.ToTable("tags");
            tag.HasKey(row => new { row.MovieId, row.UserId, row.Tag });
            tag.Property(row => row.MovieId).HasColumnName("movie_id");
            tag.Property(row => row.UserId).HasColumnName("user_id");
            tag.Property(row => row.Tag).HasColumnName("tag");
            tag.Property(row => row.TaggedAt).HasColumnName("tagged_at");
        });
        modelBuilder.Entity<RatingRow>(rating =>
        {
            rating.ToTable("ratings", table => table.HasCheckConstraint("ck_ratings_stars", "stars >= 0.5 AND stars <= 5"));
            rating.HasKey(row => new { row.UserId, row.MovieId });
            rating.Property(row => row.RatedAt).HasColumnName("rated_at").HasColumnOrder(0);
            rating.Property(row => row.Sequence).HasColumnName("sequence").HasColumnOrder(1).HasDefaultValueSql($"nextval('{RatingSequence}')");
            rating.Property(row => row.UserId).HasColumnName("user_id").HasColumnOrder(2);
            rating.Property(row => row.MovieId).HasColumnName("movie_id").HasColumnOrder(3);
            rating.Property(row => row.Stars).HasColumnName("stars").HasColumnOrder(4);
            rating.Property(row => row.PreviousStars).HasColumnName("previous_stars").HasColumnOrder(5);

            // Rows lie nearly in the order of their sequence, and a block range index costs an import next to nothing.
            rating.HasIndex(row => row.Sequence, "ix_ratings_sequence").HasMethod("brin");
        });
        modelBuilder.Entity<MovieStatisticsRow>(statistics =>
        {
            statistics.ToTable("movie_statistics");
            statistics.HasKey(row => row.MovieId);
            statistics.Property(row => row.MovieId).HasColumnName("movie_id").ValueGeneratedNever();
            statistics.Property(row => row.Ratings).HasColumnName("ratings");
            statistics.Property(row => row.StarsSum).HasColumnName("stars_sum");
            statistics.Property(row => row.Histogram).HasColumnName("histogram");
        });
        modelBuilder.Entity<UserStatisticsRow>(statistics =>
        {
            statistics.ToTable("user_statistics");
            statistics.HasKey(row => row.UserId);
            statistics.Property(row => row.UserId).HasColumnName("user_id").ValueGeneratedNever();
            statistics.Property(row => row.Ratings).HasColumnName("ratings");
            statistics.HasIndex(row => row.Ratings, "ix_user_statistics_ratings");
        });
        modelBuilder.Entity<VisitorRow>(visitor =>
        {
            visitor.ToTable("visitors");
            visitor.HasKey(row => row.UserId);
            visitor.Property(row => row.UserId).HasColumnName("user_id").HasDefaultValueSql($"nextval('{VisitorIds}')");
            visitor.Property(row => row.CreatedAt).HasColumnName("created_at").HasDefaultValueSql("now()");
        });
        modelBuilder.Entity<DatasetRow>(dataset =>
        {
            dataset.ToTable("datasets");
            dataset.HasKey(row => row.ImportId);
            dataset.Property(row => row.ImportId).HasColumnName("import_id").ValueGeneratedNever();
            dataset.Property(row => row.Name).HasColumnName("name");
            dataset.Property(row => row.Path).HasColumnName("path");
            dataset.Property(row => row.Fingerprint).HasColumnName("fingerprint");
            dataset.Property(row => row.IsGenerated).HasColumnName("is_generated");
            dataset.Property(row => row.State).HasColumnName("state").HasConversion<string>();
            dataset.Property(row => row.Fraction).HasColumnName("fraction");
            dataset.Property(row => row.Movies).HasColumnName("movies");
            dataset.Property(row => row.Users).HasColumnName("users");
            dataset.Property(row => row.Ratings).HasColumnName("ratings");
            dataset.Property(row => row.Tags).HasColumnName("tags");
            dataset.Property(row => row.SkippedLines).HasColumnName("skipped_lines");
            dataset.Property(row => row.Error).HasColumnName("error");
            dataset.Property(row => row.Problems).HasColumnName("problems").HasDefaultValueSql("'{}'");
            dataset.Property(row => row.StartedAt).HasColumnName("started_at");
            dataset.Property(row => row.FinishedAt).HasColumnName("finished_at");
        });
        modelBuilder.Entity<ModelRunRow>(run =>
        {
            run.ToTable("model_runs");
            run.HasKey(row => row.Id);
            run.Property(row => row.Id).HasColumnName("id").UseIdentityAlwaysColumn();
            run.Property(row => row.RequestId).HasColumnName("request_id");
            run.Property(row => row.Algorithm).HasColumnName("algorithm");
            run.Property(row => row.Reason).HasColumnName("reason");
            run.Property(row => row.Settings).HasColumnName("settings").HasColumnType("jsonb");
            run.Property(row => row.Ratings).HasColumnName("ratings");
            run.Property(row => row.LastSequence).HasColumnName("last_sequence");
            run.Property(row => row.State).HasColumnName("state").HasConversion<string>();
            run.Property(row => row.IsCurrent).HasColumnName("is_current");
            run.Property(row => row.StartedAt).HasColumnName("started_at");
            run.Property(row => row.FinishedAt).HasColumnName("finished_at");
            run.Property(row => row.HeldOutRmse).HasColumnName("held_out_rmse");
            run.Property(row => row.HeldOutNdcg).HasColumnName("held_out_ndcg");
            run.Property(row => row.WarmStartedFrom).HasColumnName("warm_started_from");
            run.Property(row => row.Note).HasColumnName("note");
            run.HasMany(row => row.Epochs).WithOne().HasForeignKey(row => row.RunId);
            run.HasIndex(row => row.IsCurrent, "ix_model_runs_is_current").IsUnique().HasFilter("is_current");
        });
        modelBuilder.Entity<ModelEpochRow>(epoch =>
        {
            epoch.ToTable("model_epochs");
            epoch.HasKey(row => new { row.RunId, row.Epoch });
            epoch.Property(row => row.RunId).HasColumnName("run_id");
            epoch.Property(row => row.Epoch).HasColumnName("epoch").ValueGeneratedNever();
            epoch.Property(row => row.TrainError).HasColumnName("train_error");
            epoch.Property(row => row.HeldOutError).HasColumnName("held_out_error");
            epoch.Property(row => row.Seconds).HasColumnName("seconds");
            epoch.Property(row => row.Part).HasColumnName("part");
        });
        modelBuilder.Entity<ExperimentRow>(experiment =>
        {
            experiment.ToTable("experiments");
            experiment.HasKey(row => row.Id);
            experiment.Property(row => row.Id).HasColumnName("id").UseIdentityAlwaysColumn();
            experiment.Property(row => row.Name).HasColumnName("name");
            experiment.Property(row => row.ControlVersion).HasColumnName("control_version");
            experiment.Property(row => row.ChallengerVersion).HasColumnName("challenger_version");
            experiment.Property(row => row.ChallengerShare).HasColumnName("challenger_share");
            experiment.Property(row => row.IsRunning).HasColumnName("is_running");
            experiment.Property(row => row.StartedAt).HasColumnName("started_at");
            experiment.Property(row => row.EndedAt).HasColumnName("ended_at");
            experiment.Property(row => row.EndReason).HasColumnName("end_reason");
            experiment.HasIndex(row => row.IsRunning, "ix_experiments_is_running").IsUnique().HasFilter("is_running");
        });
        modelBuilder.Entity<DeadLetterRow>(letter =>
        {
            letter.ToTable("dead_letters");
            letter.HasKey(row => row.Id);
            letter.Property(row => row.Id).HasColumnName("id").ValueGeneratedNever();
            letter.Property(row => row.Queue).HasColumnName("queue");
            letter.Property(row => row.MessageId).HasColumnName("message_id");
            letter.Property(row => row.MessageType).HasColumnName("message_type");
            letter.Property(row => row.ContentType).HasColumnName("content_type");
            letter.Property(row => row.Headers).HasColumnName("headers");
            letter.Property(row => row.Body).HasColumnName("body");
            letter.Property(row => row.Size).HasColumnName("size");
            letter.Property(row => row.ExceptionType).HasColumnName("exception_type");
            letter.Property(row => row.Reason).HasColumnName("reason");
            letter.Property(row => row.StackTrace).HasColumnName("stack_trace");
            letter.Property(row => row.TraceId).HasColumnName("trace_id");
            letter.Property(row => row.Failures).HasColumnName("failures");
            letter.Property(row => row.FailedAt).HasColumnName("failed_at");
            letter.Property(row => row.ReplayedAt).HasColumnName("replayed_at");
            letter.HasIndex(row => row.FailedAt, "ix_dead_letters_failed_at").HasFilter("replayed_at IS NULL");
        });
        modelBuilder.Entity<FeedbackRow>(feedback =>
        {
            feedback.ToTable("feedback");
            feedback.HasKey(row => new { row.UserId, row.MovieId, row.Kind });
            feedback.Property(row => row.UserId).HasColumnName("user_id");
            feedback.Property(row => row.MovieId).HasColumnName("movie_id");
            feedback.Property(row => row.Kind).HasColumnName("kind");
            feedback.Property(row => row.GivenAt).HasColumnName("given_at");
            feedback.Property(row => row.IsWithdrawn).HasColumnName("is_withdrawn");
        });
        modelBuilder.Entity<PrequentialScoreRow>(score =>
        {
            score.ToTable("prequential_scores");
            score.HasKey(row => row.Sequence);
            score.Property(row => row.Sequence).HasColumnName("sequence").ValueGeneratedNever();
            score.Property(row => row.ModelVersion).HasColumnName("model_version");
            score.Property(row => row.Predicted).HasColumnName("predicted");
            score.Property(row => row.Stars).HasColumnName("stars");
            score.Property(row => row.ScoredAt).HasColumnName("scored_at");
            score.Property(row => row.ExperimentId).HasColumnName("experiment_id");
            score.Property(row => row.Place).HasColumnName("place");
            score.HasIndex(row => new { row.ModelVersion, row.Sequence }, "ix_prequential_scores_model_version_sequence");
        });
        modelBuilder.Entity<Account>(account =>
        {
            account.ToTable("accounts");
            account.HasKey(row => row.Id);
            account.Property(row => row.Id).HasColumnName("user_id").ValueGeneratedNever();
            account.Property(row => row.UserName).HasColumnName("email").IsRequired();
            account.Property(row => row.NormalizedUserName).HasColumnName("normalized_email").IsRequired();
            account.Property(row => row.PasswordHash).HasColumnName("password_hash").IsRequired();
            account.Property(row => row.SecurityStamp).HasColumnName("security_stamp").IsRequired();
            account.Property(row => row.ConcurrencyStamp).HasColumnName("concurrency_stamp").IsConcurrencyToken();
            account.Property(row => row.LockoutEnabled).HasColumnName("lockout_enabled");
            account.Property(row => row.LockoutEnd).HasColumnName("lockout_end");
            account.Property(row => row.AccessFailedCount).HasColumnName("failed_sign_ins");
            account.Property(row => row.IsAdministrator).HasColumnName("is_administrator");
            account.Property(row => row.CreatedAt).HasColumnName("created_at");
            account.HasIndex(row => row.NormalizedUserName, "ix_accounts_normalized_email").IsUnique();
            account.Ignore(row => row.Email).Ignore(row => row.NormalizedEmail).Ignore(row => row.EmailConfirmed)
                .Ignore(row => row.PhoneNumber).Ignore(row => row.PhoneNumberConfirmed).Ignore(row => row.TwoFactorEnabled);
        });
    }
}
