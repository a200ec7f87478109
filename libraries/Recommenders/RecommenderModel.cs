using System.Buffers;
using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using MovieMesh.Recommenders.Factorization;
using MovieMesh.Recommenders.Numerics;
using MovieMesh.Recommenders.Persistence;

namespace MovieMesh.Recommenders;

/// <summary>A fitted model: predictions, fold-in of users, top-k lists, neighbours, explanations, saving and loading.</summary>
/// <remarks>
/// <para>Immutable and safe for concurrent use. Users and items go by the ids of the data set; unknown ones never throw, they fall back to what is known.</para>
/// <para>A model whose <see cref="PredictsStars"/> is false orders items by scores of its own; its predictions are such scores.</para>
/// </remarks>
public abstract class RecommenderModel
{
    // The prior that a movie's mean rating is worth, in ratings, when its uncertainty is judged: see RankingOptions.
    private const float PriorRatings = 2;

    private static readonly RankingOptions DefaultRanking = new();

    // Below this many items a scan of all scores is as quick, and memory for a search is better saved.
    private const int SmallestSearched = 1024;

    // Slivers of 16 items for which a thread lets all its users search before it goes on: their vectors stay in its cache.
    private const int SliversAtATime = 64;
    private const int UsersAtATime = 32;

    private readonly float[] _itemUncertainties;
    private FactorSearch? _search;
    private bool _cannotSearch;

    private protected RecommenderModel(ModelFacts facts)
    {
        Facts = facts;
        _itemUncertainties = new float[facts.ItemIds.Count];
        for (var item = 0; item < _itemUncertainties.Length; item++)
            _itemUncertainties[item] = facts.TrainRmse / MathF.Sqrt(facts.ItemRatingCounts[item] + PriorRatings);
    }

    /// <summary>The name under which <see cref="RecommenderAlgorithms"/> knows the algorithm.</summary>
    public string Algorithm => Facts.Algorithm;

    /// <summary>Whether predictions are stars; if not, they do no more than put items in an order.</summary>
    public bool PredictsStars => RecommenderAlgorithms.Find(Algorithm)!.PredictsStars;

    /// <summary>The users that were trained; empty after <see cref="WithoutUsers"/>.</summary>
    public IdIndex UserIds => Facts.UserIds;

    /// <summary>The items that the model can score.</summary>
    public IdIndex ItemIds => Facts.ItemIds;

    /// <summary>μ, the mean of the training ratings in stars.</summary>
    public float Mean => Facts.Mean;

    /// <summary>The lowest rating in the training data; predicted stars are never below it.</summary>
    public float LowestStars => Facts.LowestStars;

    /// <summary>The highest rating in the training data; predicted stars are never above it.</summary>
    public float HighestStars => Facts.HighestStars;

    /// <summary>Root mean squared error on the training ratings, in stars; 0 where <see cref="PredictsStars"/> is false.</summary>
    public float TrainRmse => Facts.TrainRmse;

    /// <summary>The model that puts lists in order: this one, or the part of it that does.</summary>
    public virtual RecommenderModel Ranker => this;

    /// <summary>The model whose stars are predicted: this one, or the part of it that does.</summary>
    public virtual RecommenderModel StarModel => this;

    /// <summary>
    /// Whether lists are ordered by predicted stars unless <see cref="RankingOptions.ByStars"/> asks for it; if not, by scores of the
    /// <see cref="Ranker"/>'s own.
    /// </summary>
    public bool RanksByStars => Ranker.PredictsStars;

    /// <summary>Whether users are folded in by what they did beside rating too: see <see cref="FoldIn(ReadOnlySpan{ItemRating}, ReadOnlySpan{ItemInteraction})"/>.</summary>
    public virtual bool LearnsFromInteractions => RecommenderAlgorithms.Find(Algorithm)!.LearnsFromInteractions;

    /// <summary>Whether items have vectors, so that <see cref="MostSimilarItems"/> and <see cref="Similarity.FactorCosine"/> know neighbours.</summary>
    public bool HasItemVectors => ItemVectors is not null;

    internal ModelFacts Facts { get; }

    /// <summary>A vector for each item, the closer in direction the more alike the items; null for models that have none.</summary>
    internal virtual FactorTable? ItemVectors => null;

    /// <summary>Reads a model that <see cref="Save(Stream)"/> wrote, whatever its algorithm.</summary>
    /// <param name="source">A readable stream; read up to the end of the model and no further.</param>
    /// <returns>The model.</returns>
    /// <exception cref="InvalidDataException">The data is no such model, of an unknown version or algorithm, cut short or damaged.</exception>
    public static RecommenderModel Load(Stream source) => ModelFormat.Read(source);

    /// <summary>Reads a model that <see cref="ToBytes"/> wrote, whatever its algorithm.</summary>
    /// <param name="bytes">The whole model.</param>
    /// <returns>The model.</returns>
    /// <exception cref="InvalidDataException">The data is no such model, of an unknown version or algorithm, cut short or damaged.</exception>
    public static RecommenderModel Load(ReadOnlyMemory<byte> bytes) => ModelFormat.Read(bytes);

    /// <summary>Reads a model as <see cref="Load(ReadOnlyMemory{byte})"/> does, or gives null when that is not possible: what another version of this library wrote is as good as not there.</summary>
    /// <param name="bytes">The whole model.</param>
    /// <returns>The model, or null.</returns>
    public static RecommenderModel? TryLoad(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return Load(bytes);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>Writes the model; <see cref="Load(Stream)"/> reads it back bit for bit. The layout is in <c>docs/algorithms.md</c>.</summary>
    /// <param name="target">A writable stream; it stays open.</param>
    public void Save(Stream target) => ModelFormat.Write(this, target);

    /// <summary>The model as bytes; see <see cref="Save(Stream)"/>.</summary>
    /// <returns>A new array.</returns>
    public byte[] ToBytes()
    {
        using var buffer = new MemoryStream();
        Save(buffer);
        return buffer.ToArray();
    }

    /// <summary>The same model without the trained users, for those who fold every user in: smaller, and it keeps no one's taste.</summary>
    /// <returns>A model that shares the items of this one.</returns>
    public abstract RecommenderModel WithoutUsers();

    /// <summary>The number of ratings that an item was trained on.</summary>
    /// <param name="itemId">Any id.</param>
    /// <returns>The count; 0 for an unknown item.</returns>
    public int RatingCountOf(int itemId) => ItemIds.TryGetIndex(itemId, out var item) ? Facts.ItemRatingCounts[item] : 0;

    /// <summary>Makes the profile of a user from ratings, without training: the trained items stay as they are.</summary>
    /// <param name="ratings">The user's ratings in any order; of several for one item the last counts; unknown items are passed over.</param>
    /// <returns>The profile; that of an average user when no rated item is known.</returns>
    /// <exception cref="ArgumentException">Stars are not finite.</exception>
    public abstract UserProfile FoldIn(ReadOnlySpan<ItemRating> ratings);

    /// <summary>Makes the profile of a user from ratings and from what the user did beside rating, which most models ignore: see <see cref="LearnsFromInteractions"/>.</summary>
    /// <param name="ratings">The user's ratings, as for <see cref="FoldIn(ReadOnlySpan{ItemRating})"/>.</param>
    /// <param name="interactions">The other interactions, each item once, in any order; where there is a rating too, the rating counts; unknown items are passed over.</param>
    /// <returns>The profile; its <see cref="UserProfile.RatingCount"/> counts interactions that the model uses like ratings.</returns>
    /// <exception cref="ArgumentException">Stars are not finite.</exception>
    public virtual UserProfile FoldIn(ReadOnlySpan<ItemRating> ratings, ReadOnlySpan<ItemInteraction> interactions) => FoldIn(ratings);

    /// <summary>Finds a trained user's profile.</summary>
    /// <param name="userId">Any id.</param>
    /// <param name="user">The profile; null when the user was not trained.</param>
    /// <returns>Whether the user was trained.</returns>
    public abstract bool TryGetUser(int userId, [NotNullWhen(true)] out UserProfile? user);

    /// <summary>Predicts a user's rating of an item.</summary>
    /// <param name="user">A profile made by this model.</param>
    /// <param name="itemId">Any id; an unknown one falls back to what is known of the user.</param>
    /// <returns>Stars within the scale of the training data, or a score where <see cref="PredictsStars"/> is false.</returns>
    /// <exception cref="ArgumentException">The profile is another model's.</exception>
    public abstract float Predict(UserProfile user, int itemId);

    /// <summary>Predicts a trained user's rating of an item. Unknown users and items fall back to what is known.</summary>
    /// <param name="userId">Any id.</param>
    /// <param name="itemId">Any id.</param>
    /// <returns>Stars within the scale of the training data, or a score where <see cref="PredictsStars"/> is false.</returns>
    public virtual float Predict(int userId, int itemId) => Predict(ProfileOf(userId), itemId);

    /// <summary>Predicts a trained user's rating of an item on a certain day, for models that know of time; others take no notice of it.</summary>
    /// <param name="userId">Any id.</param>
    /// <param name="itemId">Any id.</param>
    /// <param name="day">Days since 1970-01-01; 0 for no certain day.</param>
    /// <returns>As <see cref="Predict(int, int)"/>.</returns>
    public virtual float Predict(int userId, int itemId, int day) => Predict(userId, itemId);

    /// <summary>Scores the whole catalogue for a user: not clamped, larger is better, in stars where <see cref="PredictsStars"/>.</summary>
    /// <param name="user">A profile made by this model.</param>
    /// <param name="scores">Where the scores go, by item index: as many as <see cref="ItemIds"/>.</param>
    /// <exception cref="ArgumentException">The profile is another model's, or the span has another length.</exception>
    public abstract void Score(UserProfile user, Span<float> scores);

    /// <summary>
    /// Scores the whole catalogue by what lists are ordered by: as <see cref="Score"/> does, or by the <see cref="Ranker"/> where that is a
    /// part.
    /// </summary>
    /// <param name="user">A profile made by this model.</param>
    /// <param name="scores">Where the scores go, by item index: as many as <see cref="ItemIds"/>.</param>
    /// <exception cref="ArgumentException">The profile is another model's, or the span has another length.</exception>
    public virtual void ScoreRank(UserProfile user, Span<float> scores) => Score(user, scores);

    /// <summary>The best items for a user, over the whole catalogue, exactly.</summary>
    /// <param name="user">A profile made by this model.</param>
    /// <param name="count">The length of the list, ≥ 0; it is shorter when fewer items qualify.</param>
    /// <param name="exclude">Item ids to leave out (those already rated), in any order, unknown ones allowed.</param>
    /// <param name="filter">Says of an item id whether it may be in the list (genre, year); null allows all.</param>
    /// <param name="ranking">How to order; null takes the defaults.</param>
    /// <returns>Best score first; equal scores by ascending item id.</returns>
    /// <exception cref="ArgumentException">The profile is another model's.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    /// <exception cref="ValidationException">An option is out of its range.</exception>
    public virtual Recommendation[] Recommend(UserProfile user, int count, ReadOnlySpan<int> exclude = default, Func<int, bool>? filter = null, RankingOptions? ranking = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (ranking is not null)
            Validator.ValidateObject(ranking, new ValidationContext(ranking), validateAllProperties: true);
        ranking ??= DefaultRanking;
        count = Math.Min(count, ItemIds.Count);
        if (BeginSearch(user, count, exclude, filter, ranking) is { } search)
        {
            _search!.Scan(search, 0, _search.SliverCount);
            return Finish(search);
        }

        var all = ArrayPool<float>.Shared.Rent(ItemIds.Count);
        var scored = all.AsSpan(0, ItemIds.Count);
        var orders = ranking.ByStars ? StarModel : Ranker;
        var caution = orders.PredictsStars ? ranking.Caution : 0;
        if (ranking.ByStars)
            Score(user, scored);
        else
            ScoreRank(user, scored);
        var excluded = ExcludedItems(exclude);
        var next = 0;
        var (scores, keys) = (new float[count], new int[count]);
        var top = new TopK(scores, keys);
        for (var item = 0; item < scored.Length; item++)
        {
            if (next < excluded.Length && excluded[next] == item)
                next++;
            else if (Facts.ItemRatingCounts[item] >= ranking.MinimumRatings && filter?.Invoke(ItemIds[item]) != false)
                top.Offer(scored[item] - (caution * _itemUncertainties[item]), item);
        }

        top.Sort();
        var list = new Recommendation[top.Count];
        for (var place = 0; place < list.Length; place++)
        {
            var (item, score) = (keys[place], scored[keys[place]]);
            var stars = orders != StarModel ? Predict(user, ItemIds[item]) : PredictsStars ? Clamp(score) : score;
            list[place] = new Recommendation(ItemIds[item], stars, scores[place]);
        }

        ArrayPool<float>.Shared.Return(all);
        return list;
    }

    /// <summary>The best items for each of many users: for each what <see cref="Recommend"/> gives alone, and quicker together.</summary>
    /// <param name="users">Profiles made by this model.</param>
    /// <param name="count">The length of the lists, ≥ 0; they are shorter when fewer items qualify.</param>
    /// <param name="exclude">For each user the item ids to leave out; null leaves out none.</param>
    /// <param name="filter">Says of an item id whether it may be in the lists, from several threads; null allows all.</param>
    /// <param name="ranking">How to order; null takes the defaults.</param>
    /// <param name="degreeOfParallelism">Threads to use, 1…1024; 0 takes one per processor. The result is the same for any.</param>
    /// <param name="cancellationToken">Looked at between users.</param>
    /// <returns>A list for each user, in their order.</returns>
    /// <exception cref="ArgumentException">A profile is another model's, or there are not as many sets to exclude as users.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    /// <exception cref="ValidationException">An option is out of its range.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public virtual Recommendation[][] RecommendMany(
        IReadOnlyList<UserProfile> users,
        int count,
        IReadOnlyList<int[]>? exclude = null,
        Func<int, bool>? filter = null,
        RankingOptions? ranking = null,
        int degreeOfParallelism = 0,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(users);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (exclude is not null && exclude.Count != users.Count)
            throw new ArgumentException($"There are {exclude.Count} sets of items to leave out for {users.Count} users.", nameof(exclude));
        if (ranking is not null)
            Validator.ValidateObject(ranking, new ValidationContext(ranking), validateAllProperties: true);
        var lists = new Recommendation[users.Count][];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = RowScheduler.Workers(degreeOfParallelism), CancellationToken = cancellationToken };
        var together = Math.Clamp(users.Count / parallel.MaxDegreeOfParallelism, 1, UsersAtATime);
        try
        {
            Parallel.For(0, (users.Count + together - 1) / together, parallel, group =>
            {
                var searches = new List<(int User, FactorSearchState Search)>(together);
                for (var i = group * together; i < Math.Min(users.Count, (group + 1) * together); i++)
                {
                    if (BeginSearch(users[i], Math.Min(count, ItemIds.Count), exclude?[i], filter, ranking ?? DefaultRanking) is { } search)
                        searches.Add((i, search));
                    else
                        lists[i] = Recommend(users[i], count, exclude?[i], filter, ranking);
                }

                for (var sliver = 0; searches.Count > 0 && sliver < _search!.SliverCount; sliver += SliversAtATime)
                {
                    foreach (var (_, search) in searches)
                        _search.Scan(search, sliver, Math.Min(sliver + SliversAtATime, _search.SliverCount));
                }

                foreach (var (user, search) in searches)
                    lists[user] = Finish(search);
            });
        }
        catch (AggregateException exception)
        {
            ExceptionDispatchInfo.Throw(exception.InnerExceptions[0]);
        }

        return lists;
    }

    /// <summary>
    /// The place at which an item stands in a user's list over the whole catalogue: that of <see cref="Recommend"/>, without making the
    /// list.
    /// </summary>
    /// <param name="user">A profile made by this model.</param>
    /// <param name="itemId">Any id.</param>
    /// <param name="exclude">Item ids that the list leaves out, in any order, unknown ones allowed.</param>
    /// <returns>The place, from 1; null for an unknown item and for one that is left out.</returns>
    /// <exception cref="ArgumentException">The profile is another model's.</exception>
    public virtual int? PlaceOf(UserProfile user, int itemId, ReadOnlySpan<int> exclude = default)
    {
        var excluded = ExcludedItems(exclude);
        if (!ItemIds.TryGetIndex(itemId, out var subject) || Array.BinarySearch(excluded, subject) >= 0)
            return null;
        var all = ArrayPool<float>.Shared.Rent(ItemIds.Count);
        var scores = all.AsSpan(0, ItemIds.Count);
        ScoreRank(user, scores);
        var caution = RanksByStars ? DefaultRanking.Caution : 0;
        var own = scores[subject] - (caution * _itemUncertainties[subject]);
        var place = 1;
        for (var (item, next) = (0, 0); item < scores.Length; item++)
        {
            if (next < excluded.Length && excluded[next] == item)
            {
                next++;
                continue;
            }

            var score = scores[item] - (caution * _itemUncertainties[item]);
            if (score > own || (score == own && item < subject))
                place++;
        }

        ArrayPool<float>.Shared.Return(all);
        return place;
    }

    /// <summary>The items most like one, by the cosine of their vectors.</summary>
    /// <param name="itemId">Any id.</param>
    /// <param name="count">The length of the list, ≥ 0.</param>
    /// <returns>Most similar first, equal ones by ascending id, the item itself left out; empty for an unknown item and for a model without item vectors.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public SimilarItem[] MostSimilarItems(int itemId, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (ItemVectors is not { } vectors || !ItemIds.TryGetIndex(itemId, out var subject))
            return [];
        count = Math.Min(count, ItemIds.Count - 1);
        var (scores, keys) = (new float[count], new int[count]);
        var top = new TopK(scores, keys);
        var direction = vectors.PaddedRow(subject);
        var norm = MathF.Sqrt(VectorMath.Dot(direction, direction));
        for (var item = 0; item < vectors.Rows; item++)
        {
            if (item == subject)
                continue;
            var row = vectors.PaddedRow(item);
            var norms = norm * MathF.Sqrt(VectorMath.Dot(row, row));
            top.Offer(norms > 0 ? VectorMath.Dot(direction, row) / norms : 0, item);
        }

        top.Sort();
        var list = new SimilarItem[top.Count];
        for (var place = 0; place < list.Length; place++)
            list[place] = new SimilarItem(ItemIds[keys[place]], scores[place], CoRaters: 0);
        return list;
    }

    /// <summary>Takes the score of an item for a folded-in user apart into what each rating contributes; exact, for models that are linear in the ratings.</summary>
    /// <param name="ratings">The user's ratings, as for <see cref="FoldIn(ReadOnlySpan{ItemRating})"/>.</param>
    /// <param name="itemId">The item whose score is asked about.</param>
    /// <returns>The explanation; null when the item is unknown or the model is not linear in the ratings.</returns>
    /// <exception cref="ArgumentException">Stars are not finite.</exception>
    public virtual PredictionExplanation? Explain(ReadOnlySpan<ItemRating> ratings, int itemId) => null;

    /// <summary>
    /// Takes what a folded-in user's list is ordered by apart, as <see cref="Explain"/> does a prediction: why an item stands where it
    /// does.
    /// </summary>
    /// <param name="ratings">The user's ratings, as for <see cref="FoldIn(ReadOnlySpan{ItemRating})"/>.</param>
    /// <param name="itemId">The item whose place is asked about.</param>
    /// <returns>
    /// The explanation of the <see cref="Ranker"/>'s score; null when the item is unknown to it or it is not linear in the ratings.
    /// </returns>
    /// <exception cref="ArgumentException">Stars are not finite.</exception>
    public virtual PredictionExplanation? ExplainRank(ReadOnlySpan<ItemRating> ratings, int itemId) => Explain(ratings, itemId);

    /// <summary>Writes what the model has beside its <see cref="Facts"/>.</summary>
    internal abstract void Write(ModelWriter writer);

    /// <summary>How the user's scores come about, for models in which they are inner products and constants; null for others, whose items are all scored.</summary>
    private protected virtual FactorQuery? QueryOf(UserProfile user) => null;

    private protected float Clamp(float stars) => Math.Clamp(stars, LowestStars, HighestStars);

    /// <summary>Refuses a profile that another kind of model made.</summary>
    private protected TProfile Check<TProfile>(UserProfile user)
        where TProfile : UserProfile
    {
        ArgumentNullException.ThrowIfNull(user);
        return user as TProfile ?? throw new ArgumentException($"The profile is a {user.GetType().Name}, which is not from a model of '{Algorithm}'.", nameof(user));
    }

    /// <summary>A trained user's profile, or that of an average user for one whom the model does not know.</summary>
    internal UserProfile ProfileOf(int userId) => TryGetUser(userId, out var user) ? user : FoldIn([]);

    /// <summary>Adds a part's contributions to those of the ratings of <paramref name="items"/>, which <see cref="KnownRatings"/> gave.</summary>
    private protected void AddContributions(PredictionExplanation part, float weight, int[] items, float[] contributions)
    {
        foreach (var contribution in part.Contributions)
        {
            if (ItemIds.TryGetIndex(contribution.ItemId, out var item))
                contributions[Array.BinarySearch(items, item)] += weight * contribution.Contribution;
        }
    }

    /// <summary>The ratings of known items by ascending item index, as training rows are, so that sums are formed in the same order and come out the same.</summary>
    private protected (int[] Items, float[] Stars) KnownRatings(ReadOnlySpan<ItemRating> ratings)
    {
        var keys = new long[ratings.Length];
        var known = 0;
        for (var i = 0; i < ratings.Length; i++)
        {
            if (!float.IsFinite(ratings[i].Stars))
                throw new ArgumentException($"The rating of item {ratings[i].ItemId} is not a finite number of stars.", nameof(ratings));
            if (ItemIds.TryGetIndex(ratings[i].ItemId, out var item))
                keys[known++] = ((long)item << 32) | (uint)i;
        }

        Array.Sort(keys, 0, known);
        var (items, stars) = (new int[known], new float[known]);
        var distinct = 0;
        for (var i = 0; i < known; i++)
        {
            if (i + 1 < known && keys[i] >> 32 == keys[i + 1] >> 32)
                continue;
            (items[distinct], stars[distinct]) = ((int)(keys[i] >> 32), ratings[(int)keys[i]].Stars);
            distinct++;
        }

        return (items[..distinct], stars[..distinct]);
    }

    /// <summary>An explanation whose contributions are in the order that is promised.</summary>
    private protected PredictionExplanation Explanation(int itemId, float baseline, ReadOnlySpan<int> items, ReadOnlySpan<float> stars, ReadOnlySpan<float> parts)
    {
        var contributions = new RatingContribution[items.Length];
        var score = baseline;
        for (var i = 0; i < items.Length; i++)
        {
            contributions[i] = new RatingContribution(ItemIds[items[i]], stars[i], parts[i]);
            score += parts[i];
        }

        Array.Sort(contributions, static (x, y) =>
        {
            var byMagnitude = MathF.Abs(y.Contribution).CompareTo(MathF.Abs(x.Contribution));
            return byMagnitude != 0 ? byMagnitude : x.ItemId.CompareTo(y.ItemId);
        });
        return new PredictionExplanation(itemId, score, baseline, contributions);
    }

    // Null where all items had better be scored.
    private FactorSearchState? BeginSearch(UserProfile user, int count, ReadOnlySpan<int> exclude, Func<int, bool>? filter, RankingOptions ranking)
    {
        if (_cannotSearch || ItemIds.Count < SmallestSearched || count == 0 || count > ItemIds.Count / 16)
            return null;
        if (QueryOf(user) is not { } query || !float.IsFinite(VectorMath.Dot(query.PaddedFactors, query.PaddedFactors)))
            return null;
        // Models of biases alone have nothing to search by.
        if (query.Items.Factors == 0)
            return null;
        if (_search is null && !(VectorMath.Dot(query.Items.Values, query.Items.Values) < float.PositiveInfinity))
        {
            _cannotSearch = true;
            return null;
        }

        // Two threads may both make one at first; either will do.
        _search ??= new FactorSearch(query.Items, _itemUncertainties, Facts.ItemRatingCounts);
        return _search.Begin(query, count, ExcludedItems(exclude), filter is null ? null : item => filter(ItemIds[item]), ranking);
    }

    private Recommendation[] Finish(FactorSearchState search)
    {
        new TopK(search.Scores, search.Keys, search.Count).Sort();
        var list = new Recommendation[search.Count];
        for (var place = 0; place < list.Length; place++)
        {
            var score = search.ScoreOf(search.Keys[place]);
            list[place] = new Recommendation(ItemIds[search.Keys[place]], PredictsStars ? Clamp(score) : score, search.Scores[place]);
        }

        return list;
    }

    private int[] ExcludedItems(ReadOnlySpan<int> itemIds)
    {
        var items = new int[itemIds.Length];
        var known = 0;
        foreach (var id in itemIds)
        {
            if (ItemIds.TryGetIndex(id, out var item))
                items[known++] = item;
        }

        Array.Sort(items, 0, known);
        return items.AsSpan(0, known).ToArray().Distinct().ToArray();
    }
}
