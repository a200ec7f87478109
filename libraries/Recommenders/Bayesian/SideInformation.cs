using System.Globalization;

namespace MovieMesh.Recommenders.Bayesian;

/// <summary>What is known of movies and users, as features: a block for each kind, so that each kind finds out for itself how much it is worth.</summary>
internal static class SideInformation
{
    // What only one row has says nothing that the row's own factors could not say.
    private const int FewestRows = 2;

    private const int YearsOfAgePerStep = 5;

    private const int YearsPerDecade = 10;

    public static IEnumerable<FeatureBlock> OfItems(IdIndex ids, IReadOnlyList<ItemInformation> items)
    {
        var known = ids.Ids.ToArray().Select(_ => (ItemInformation?)null).ToArray();
        foreach (var item in items)
        {
            if (ids.TryGetIndex(item.ItemId, out var index))
                known[index] = item;
        }

        return Blocks(
            known,
            item => item.Genres,
            item => item.Year is { } year ? [Name(year), Name(year / YearsPerDecade)] : [],
            item => item.Tags,
            item => [.. item.Director is null ? [] : (string[])[item.Director], .. item.Cast]);
    }

    public static IEnumerable<FeatureBlock> OfUsers(IdIndex ids, IReadOnlyList<UserInformation> users)
    {
        var known = ids.Ids.ToArray().Select(_ => (UserInformation?)null).ToArray();
        foreach (var user in users)
        {
            if (ids.TryGetIndex(user.UserId, out var index))
                known[index] = user;
        }

        // The first digits of a postal code are a region.
        return Blocks(
            known,
            user => user.Age is { } age ? [Name(age / YearsOfAgePerStep)] : [],
            user => user.Gender is null ? [] : [user.Gender],
            user => user.Occupation is null ? [] : [user.Occupation],
            user => user.ZipCode is { Length: > 1 } zip ? [zip[..1], zip[..2]] : []);
    }

    private static string Name(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<FeatureBlock> Blocks<T>(T?[] rows, params Func<T, IReadOnlyList<string>>[] kinds)
        where T : class => kinds.Select(kind => Block([.. rows.Select(row => row is null ? [] : kind(row))])).OfType<FeatureBlock>();

    // Null when no feature is shared.
    private static FeatureBlock? Block(IReadOnlyList<string>[] rows)
    {
        var shared = rows.SelectMany(row => row.Distinct(StringComparer.OrdinalIgnoreCase))
            .CountBy(name => name, StringComparer.OrdinalIgnoreCase)
            .Where(name => name.Value >= FewestRows && name.Value < rows.Length)
            .Select(name => name.Key)
            .Order(StringComparer.OrdinalIgnoreCase)
            .Select((name, index) => (name, index))
            .ToDictionary(feature => feature.name, feature => feature.index, StringComparer.OrdinalIgnoreCase);
        if (shared.Count < FewestRows)
            return null;
        var (offsets, columns) = (new int[rows.Length + 1], new List<int>());
        for (var row = 0; row < rows.Length; row++)
        {
            columns.AddRange(rows[row].Where(shared.ContainsKey).Select(name => shared[name]).Distinct().Order());
            offsets[row + 1] = columns.Count;
        }

        var byRow = new CompressedRows(offsets, [.. columns], new float[columns.Count]);
        return new FeatureBlock(byRow, byRow.Transpose(shared.Count, workers: 1));
    }
}
