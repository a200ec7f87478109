using System.Globalization;
using System.Runtime.InteropServices;

namespace MovieMesh.Recommenders.Factorization;

/// <summary>What is known of the items of a training beside their ratings, as numbered features: genres, decade or year, and the tags and people that several items share.</summary>
internal sealed class ItemFeatures
{
    // What stands on one item alone says nothing of another.
    private const int LeastItems = 2;

    private readonly int[][] _features;
    private readonly (int Id, int[] Features)[] _unrated;

    private ItemFeatures(int[][] features, (int Id, int[] Features)[] unrated, int count) => (_features, _unrated, Count) = (features, unrated, count);

    /// <summary>How many different features there are.</summary>
    public int Count { get; }

    /// <summary>The features of items; those among <paramref name="rated"/> go by their index there. With <paramref name="years"/>, the year is a feature as well as the decade.</summary>
    public static ItemFeatures Create(IdIndex rated, IReadOnlyList<ItemInformation> items, bool years = false)
    {
        var shared = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var item in items)
        {
            foreach (var name in NamesOf(item, years).Distinct(StringComparer.OrdinalIgnoreCase))
                CollectionsMarshal.GetValueRefOrAddDefault(shared, name, out _)++;
        }

        var numbers = shared.Where(pair => pair.Value >= LeastItems).Select(pair => pair.Key).Order(StringComparer.OrdinalIgnoreCase).Select((name, number) => (name, number))
            .ToDictionary(pair => pair.name, pair => pair.number, StringComparer.OrdinalIgnoreCase);
        var features = new int[rated.Count][];
        Array.Fill(features, []);
        var unrated = new SortedDictionary<int, int[]>();
        foreach (var item in items)
        {
            int[] own = [.. NamesOf(item, years).Where(numbers.ContainsKey).Select(name => numbers[name]).Distinct().Order()];
            if (rated.TryGetIndex(item.ItemId, out var index))
                features[index] = own;
            else
                unrated[item.ItemId] = own;
        }

        return new ItemFeatures(features, [.. unrated.Select(pair => (pair.Key, pair.Value))], numbers.Count);
    }

    /// <summary>The features of each rated item.</summary>
    public CompressedRows ByItem()
    {
        var offsets = new int[_features.Length + 1];
        for (var item = 0; item < _features.Length; item++)
            offsets[item + 1] = offsets[item] + _features[item].Length;
        return new CompressedRows(offsets, [.. _features.SelectMany(features => features)], new float[offsets[^1]]);
    }

    /// <summary>A model that knows the unrated items too, each where its features say.</summary>
    public FactorModel WithUnrated(FactorModel model, FactorTable coefficients)
    {
        var count = model.ItemIds.Count + _unrated.Length;
        var (ids, counts, table) = (new int[count], new int[count], new FactorTable(count, model.Factors));
        for (var (place, rated, unrated) = (0, 0, 0); place < count; place++)
        {
            var row = table.PaddedRow(place)[..model.Factors];
            if (unrated == _unrated.Length || (rated < model.ItemIds.Count && model.ItemIds[rated] < _unrated[unrated].Id))
            {
                ids[place] = model.ItemIds[rated];
                counts[place] = model.Facts.ItemRatingCounts[rated++];
                model.TryCopyItem(ids[place], row, out table.Biases[place]);
                continue;
            }

            (ids[place], var features) = _unrated[unrated++];
            var scale = LinearPrior.InverseRoot(features.Length);
            foreach (var feature in features)
            {
                Numerics.VectorMath.Axpy(scale, coefficients.Row(feature), row);
                table.Biases[place] += scale * coefficients.Biases[feature];
            }
        }

        return model.WithItems(new IdIndex(ids), counts, table);
    }

    private static IEnumerable<string> NamesOf(ItemInformation item, bool years)
    {
        yield return "any";
        foreach (var genre in item.Genres)
            yield return "genre " + genre;
        if (item.Year is { } year)
            yield return string.Create(CultureInfo.InvariantCulture, $"decade {year / 10}");
        if (years && item.Year is { } exact)
            yield return string.Create(CultureInfo.InvariantCulture, $"year {exact}");
        foreach (var tag in item.Tags)
            yield return "tag " + tag;
        if (item.Director is { } director)
            yield return "director " + director;
        foreach (var person in item.Cast)
            yield return "cast " + person;
    }
}
