using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MovieMesh.Recommenders.Numerics;

/// <summary>One gradient step on the vectors of a user and an item; the scalar twin is what tests hold the vector path against.</summary>
internal static class SgdKernel
{
    /// <summary>
    /// p ← p − s_p·(λ_p·p − e·q) and q ← q − s_q·(λ_q·q − e·p), both from the values before.
    /// </summary>
    /// <param name="p">The user's factors, a multiple of 8.</param>
    /// <param name="q">The item's factors, as many.</param>
    /// <param name="error">e, the stars less the prediction.</param>
    /// <param name="userRidge">λ_p.</param>
    /// <param name="itemRidge">λ_q.</param>
    /// <param name="userStep">s_p.</param>
    /// <param name="itemStep">s_q.</param>
    /// <returns>Σ of the squares of the user's gradient, and of the item's.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (float User, float Item) Step(Span<float> p, Span<float> q, float error, float userRidge, float itemRidge, float userStep, float itemStep)
    {
        if (!Vector128.IsHardwareAccelerated)
            return StepScalar(p, q, error, userRidge, itemRidge, userStep, itemStep);
        ref var left = ref MemoryMarshal.GetReference(p);
        ref var right = ref MemoryMarshal.GetReference(q[..p.Length]);
        var (userSquares, itemSquares) = (Vector256<float>.Zero, Vector256<float>.Zero);
        var (e, lu, li) = (Vector256.Create(-error), Vector256.Create(userRidge), Vector256.Create(itemRidge));
        var (su, si) = (Vector256.Create(-userStep), Vector256.Create(-itemStep));
        for (nuint i = 0; i < (nuint)p.Length; i += VectorMath.Lane)
        {
            var (u, v) = (Vector256.LoadUnsafe(ref left, i), Vector256.LoadUnsafe(ref right, i));
            var userGradient = Vector256.MultiplyAddEstimate(e, v, lu * u);
            var itemGradient = Vector256.MultiplyAddEstimate(e, u, li * v);
            userSquares = Vector256.MultiplyAddEstimate(userGradient, userGradient, userSquares);
            itemSquares = Vector256.MultiplyAddEstimate(itemGradient, itemGradient, itemSquares);
            Vector256.MultiplyAddEstimate(su, userGradient, u).StoreUnsafe(ref left, i);
            Vector256.MultiplyAddEstimate(si, itemGradient, v).StoreUnsafe(ref right, i);
        }

        return (Vector256.Sum(userSquares), Vector256.Sum(itemSquares));
    }

    /// <summary>The definition, one factor after the other.</summary>
    public static (float User, float Item) StepScalar(Span<float> p, Span<float> q, float error, float userRidge, float itemRidge, float userStep, float itemStep)
    {
        var (userSquares, itemSquares) = (0f, 0f);
        for (var i = 0; i < p.Length; i++)
        {
            var userGradient = (userRidge * p[i]) - (error * q[i]);
            var itemGradient = (itemRidge * q[i]) - (error * p[i]);
            userSquares += userGradient * userGradient;
            itemSquares += itemGradient * itemGradient;
            p[i] -= userStep * userGradient;
            q[i] -= itemStep * itemGradient;
        }

        return (userSquares, itemSquares);
    }
}
