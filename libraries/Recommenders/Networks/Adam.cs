using System.Runtime.Intrinsics;

namespace MovieMesh.Recommenders.Networks;

/// <summary>Kingma and Ba, "Adam: A Method for Stochastic Optimization" (ICLR 2015), algorithm 1, over a flat vector of parameters or rows of it.</summary>
/// <remarks>Rows that a batch does not touch keep their moments ("lazy" Adam), so that a batch costs what it touches.</remarks>
internal sealed class Adam(int count)
{
    private const float Beta1 = 0.9f;
    private const float Beta2 = 0.999f;
    private const float Epsilon = 1e-7f;

    private readonly float[] _first = new float[count];
    private readonly float[] _second = new float[count];

    /// <summary>The rate of a step, from 1, that makes up for moments which began at 0.</summary>
    public static float CorrectedRate(float rate, int step) => rate * MathF.Sqrt(1 - MathF.Pow(Beta2, step)) / (1 - MathF.Pow(Beta1, step));

    /// <summary>One step for the parameters from <paramref name="start"/> on.</summary>
    /// <param name="parameters">The parameters to change.</param>
    /// <param name="gradient">Their gradient; as many.</param>
    /// <param name="start">The place of the first among all.</param>
    /// <param name="correctedRate">What <see cref="CorrectedRate"/> makes of the learning rate.</param>
    public void Step(Span<float> parameters, ReadOnlySpan<float> gradient, int start, float correctedRate)
    {
        var first = _first.AsSpan(start, parameters.Length);
        var second = _second.AsSpan(start, parameters.Length);
        gradient = gradient[..parameters.Length];
        var i = 0;
        for (; i + Vector256<float>.Count <= parameters.Length; i += Vector256<float>.Count)
        {
            var g = Vector256.Create(gradient[i..]);
            var m = (Vector256.Create(first[i..]) * Beta1) + (g * (1 - Beta1));
            var v = (Vector256.Create(second[i..]) * Beta2) + (g * g * (1 - Beta2));
            m.CopyTo(first[i..]);
            v.CopyTo(second[i..]);
            (Vector256.Create(parameters[i..]) - (m * correctedRate / (Vector256.Sqrt(v) + Vector256.Create(Epsilon)))).CopyTo(parameters[i..]);
        }

        for (; i < parameters.Length; i++)
        {
            first[i] = (Beta1 * first[i]) + ((1 - Beta1) * gradient[i]);
            second[i] = (Beta2 * second[i]) + ((1 - Beta2) * gradient[i] * gradient[i]);
            parameters[i] -= correctedRate * first[i] / (MathF.Sqrt(second[i]) + Epsilon);
        }
    }
}
