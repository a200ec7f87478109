using MovieMesh.Recommenders.Numerics;

namespace MovieMesh.Recommenders.Factorization;

/// <summary>
/// Ratings cut into B×B cells by blocks of users and blocks of items of about equally many ratings. Cells that share neither can be worked on at once without seeing
/// one another.
/// </summary>
/// <remarks>Gemulla, Nijkamp, Haas, Sismanis, "Large-scale Matrix Factorization with Distributed Stochastic Gradient Descent" (KDD 2011). 8 bytes per rating, 4·B per user.</remarks>
internal sealed class RatingGrid
{
    private readonly int[] _userBounds;
    private readonly int[] _starts;
    private readonly int[] _lengths;

    /// <summary>Cuts the ratings; items are dealt to blocks by a hash of seed and index, so that no block holds all the popular ones.</summary>
    public RatingGrid(RatingMatrix ratings, int blocks, ulong seed, int workers)
    {
        Blocks = blocks;
        (Items, Stars) = (new int[ratings.Count], new float[ratings.Count]);
        _userBounds = RowScheduler.Slices(ratings.ByUser.Offsets, blocks);
        _lengths = new int[checked(ratings.Users.Count * blocks)];
        _starts = new int[(blocks * blocks) + 1];
        var blockOf = DealItems(ratings, blocks, seed);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = workers };
        Parallel.For(0, blocks, parallel, block =>
        {
            var cells = _starts.AsSpan(1 + (block * blocks), blocks);
            for (var user = _userBounds[block]; user < _userBounds[block + 1]; user++)
            {
                var lengths = Lengths(user);
                foreach (var item in ratings.RatingsOfUser(user).Indices)
                    lengths[blockOf[item]]++;
                for (var i = 0; i < blocks; i++)
                    cells[i] += lengths[i];
            }
        });
        for (var cell = 0; cell < blocks * blocks; cell++)
            _starts[cell + 1] += _starts[cell];
        Parallel.For(0, blocks, parallel, block =>
        {
            var cursors = _starts.AsSpan(block * blocks, blocks).ToArray();
            for (var user = _userBounds[block]; user < _userBounds[block + 1]; user++)
            {
                var row = ratings.RatingsOfUser(user);
                for (var i = 0; i < row.Count; i++)
                {
                    var place = cursors[blockOf[row.Indices[i]]]++;
                    Items[place] = row.Indices[i];
                    Stars[place] = row.Stars[i];
                }
            }
        });
    }

    public int Blocks { get; }

    /// <summary>The items of all ratings, cell by cell, in a cell user by user.</summary>
    public int[] Items { get; }

    /// <summary>The stars, parallel to <see cref="Items"/>.</summary>
    public float[] Stars { get; }

    /// <summary>The users of a block: from the first, to before the second.</summary>
    public (int First, int End) UsersOf(int userBlock) => (_userBounds[userBlock], _userBounds[userBlock + 1]);

    /// <summary>Where the ratings of a cell begin; those of its users follow one another.</summary>
    public int StartOf(int userBlock, int itemBlock) => _starts[(userBlock * Blocks) + itemBlock];

    /// <summary>How many ratings a user has in a block of items.</summary>
    public int LengthOf(int user, int itemBlock) => _lengths[(user * Blocks) + itemBlock];

    private static byte[] DealItems(RatingMatrix ratings, int blocks, ulong seed)
    {
        var (order, keys) = (new int[ratings.Items.Count], new ulong[ratings.Items.Count]);
        for (var item = 0; item < order.Length; item++)
            (order[item], keys[item]) = (item, CounterRandom.Bits(seed, (ulong)item, 0));
        Array.Sort(keys, order);
        var blockOf = new byte[order.Length];
        var dealt = 0L;
        foreach (var item in order)
        {
            blockOf[item] = (byte)Math.Min(dealt * blocks / ratings.Count, blocks - 1);
            dealt += ratings.ByItem.Length(item);
        }

        return blockOf;
    }

    private Span<int> Lengths(int user) => _lengths.AsSpan(user * Blocks, Blocks);
}
