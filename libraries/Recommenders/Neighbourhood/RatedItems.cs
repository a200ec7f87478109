using System.Numerics;

namespace MovieMesh.Recommenders.Neighbourhood;

/// <summary>A user as an <see cref="ItemKnnModel"/> sees one: a bias, and by how much each rating differs from what the biases predict.</summary>
public sealed class RatedItems : UserProfile
{
    private readonly int[] _slots;

    internal RatedItems(float bias, int[] items, float[] residuals)
        : base(items.Length)
    {
        (Bias, Items, Residuals) = (bias, items, residuals);
        _slots = new int[BitOperations.RoundUpToPowerOf2((uint)(2 * items.Length) + 1)];
        for (var i = 0; i < items.Length; i++)
        {
            var slot = items[i] & (_slots.Length - 1);
            while (_slots[slot] != 0)
                slot = (slot + 1) & (_slots.Length - 1);
            _slots[slot] = i + 1;
        }
    }

    /// <summary>The user's bias in stars.</summary>
    public float Bias { get; }

    /// <summary>Indices of the items rated, ascending.</summary>
    internal int[] Items { get; }

    /// <summary>In the order of <see cref="Items"/>.</summary>
    internal float[] Residuals { get; }

    /// <summary>The place of an item in <see cref="Items"/>; −1 when it was not rated.</summary>
    internal int PlaceOf(int item)
    {
        var slot = item & (_slots.Length - 1);
        while (_slots[slot] != 0)
        {
            var place = _slots[slot] - 1;
            if (Items[place] == item)
                return place;
            slot = (slot + 1) & (_slots.Length - 1);
        }

        return -1;
    }
}
