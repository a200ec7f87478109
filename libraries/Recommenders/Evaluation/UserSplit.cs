using System.Text;
using MovieMesh.Recommenders.Numerics;

namespace MovieMesh.Recommenders.Evaluation;

/// <summary>
/// Splits users in two by a hash of a name and the user's id alone: everywhere and always the same, without a table, independent of splits by other names. With a larger share
/// those who were in stay in, and others come to them.
/// </summary>
public readonly struct UserSplit
{
    private const ulong Basis = 0xCBF29CE484222325;
    private const ulong Prime = 0x100000001B3;

    private readonly ulong _seed;
    private readonly double _share;

    /// <summary>Splits by a name.</summary>
    /// <param name="name">The name; its bytes in UTF-8 are hashed by FNV-1a.</param>
    /// <param name="share">The share of users that are in, 0…1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is outside 0…1.</exception>
    public UserSplit(string name, double share)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (share is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(share), share, "The share must lie between 0 and 1.");
        _share = share;
        _seed = Basis;
        foreach (var value in Encoding.UTF8.GetBytes(name))
            _seed = (_seed ^ value) * Prime;
    }

    /// <summary>Whether a user is in: splitmix64 of seed and id, as a number in [0, 1), is below the share.</summary>
    /// <param name="userId">The user.</param>
    public bool Contains(int userId) => CounterRandom.Uniform(_seed, (uint)userId, 0) < _share;
}
