using MovieMesh.Recommenders.Numerics;

namespace MovieMesh.Recommenders.Tests.Numerics;

public sealed class KernelTests
{
    public static TheoryData<int> Lengths => [0, 1, 7, 8, 9, 15, 16, 17, 31, 32, 64, 65, 128, 133];

    public static TheoryData<int, int> Panels
    {
        get
        {
            var data = new TheoryData<int, int>();
            foreach (var stride in (int[])[8, 16, 24, 32, 40, 64, 128])
            {
                foreach (var rows in (int[])[0, 1, 3, 50])
                    data.Add(rows, stride);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void DotAndAxpy_AnyLength_AgreeWithTheirScalarTwins(int length)
    {
        var (x, y) = (Draw(length, 1), Draw(length, 2));
        Assert.Equal(VectorMath.DotScalar(x, y), VectorMath.Dot(x, y), 1e-4);

        var (vector, scalar) = ((float[])y.Clone(), (float[])y.Clone());
        VectorMath.Axpy(0.7f, x, vector);
        VectorMath.AxpyScalar(0.7f, x, scalar);
        AssertClose(scalar, vector, 1e-5f);
    }

    [Theory]
    [MemberData(nameof(Panels))]
    public void Gram_EveryWidth_AgreesWithTheScalarDefinition(int rows, int stride)
    {
        var ld = stride + 8;
        var panel = Draw(rows * stride, 3);
        var start = Draw(stride * ld, 4);
        var (scalar, by256, by512) = ((float[])start.Clone(), (float[])start.Clone(), (float[])start.Clone());
        GramKernel.AccumulateScalar(panel, rows, stride, scalar, ld);
        GramKernel.Accumulate256(panel, rows, stride, by256, ld);
        AssertUpperClose(scalar, by256, stride, ld, 1e-4f);
        if (stride % 16 == 0)
        {
            GramKernel.Accumulate512(panel, rows, stride, by512, ld);
            AssertUpperClose(scalar, by512, stride, ld, 1e-4f);
        }
    }

    [Fact]
    public void Gram_PanelTooShort_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => GramKernel.Accumulate256(new float[15], 2, 8, new float[64], 8));
    }

    [Theory]
    [InlineData(1, 1, 8)]
    [InlineData(4, 7, 16)]
    [InlineData(5, 64, 24)]
    [InlineData(64, 33, 40)]
    [InlineData(9, 600, 32)]
    public void Dense_AnyShape_AgreesWithTheScalarDefinitions(int rows, int inner, int columns)
    {
        var (a, b, start) = (Draw(rows * inner, 11), Draw(inner * columns, 12), Draw(rows * columns, 13));
        var (vector, scalar) = ((float[])start.Clone(), (float[])start.Clone());
        DenseKernel.Multiply(rows, inner, columns, a, inner, 1, b, columns, vector, columns);
        DenseKernel.MultiplyScalar(rows, inner, columns, a, inner, 1, b, columns, scalar, columns);
        AssertClose(scalar, vector, 1e-4f);

        // The same numbers read as the left factor's transpose.
        DenseKernel.Multiply(rows, inner, columns, a, 1, rows, b, columns, vector, columns);
        DenseKernel.MultiplyScalar(rows, inner, columns, a, 1, rows, b, columns, scalar, columns);
        AssertClose(scalar, vector, 2e-4f);

        var (left, right) = (Draw(rows * columns, 14), Draw(inner * columns, 15));
        var (vectorDots, scalarDots) = (new float[rows * inner], new float[rows * inner]);
        DenseKernel.MultiplyTransposed(rows, columns, inner, left, columns, right, columns, vectorDots, inner);
        DenseKernel.MultiplyTransposedScalar(rows, columns, inner, left, columns, right, columns, scalarDots, inner);
        AssertClose(scalarDots, vectorDots, 1e-4f);
    }

    [Fact]
    public void Dense_FactorTooShort_IsRefused() =>
        Assert.Throws<ArgumentException>(() => DenseKernel.Multiply(2, 3, 8, new float[5], 3, 1, new float[24], 8, new float[16], 8));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(9)]
    [InlineData(33)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(129)]
    public void Cholesky_AnyOrder_FactorsLikeTheDefinitionAndSolves(int n)
    {
        var ld = VectorMath.Padded(n);
        var matrix = PositiveDefinite(n, ld);
        var (vector, scalar) = ((float[])matrix.Clone(), (float[])matrix.Clone());
        Assert.True(Cholesky.Factor(vector, n, ld));
        Assert.True(Cholesky.FactorScalar(scalar, n, ld));
        AssertUpperClose(scalar, vector, n, ld, 1e-3f);

        var expected = Draw(n, 6);
        var right = new float[n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
                right[i] += matrix[(Math.Min(i, j) * ld) + Math.Max(i, j)] * expected[j];
        }

        Cholesky.Solve(vector, n, ld, right);
        AssertClose(expected, right, 2e-3f);
    }

    [Fact]
    public void Cholesky_IndefiniteMatrix_SaysSo()
    {
        float[] matrix = [1, 2, 0, 0, 0, 0, 0, 0, 2, 1, 0, 0, 0, 0, 0, 0];
        Assert.False(Cholesky.Factor(matrix, 2, 8));
    }

    [Fact]
    public void SplitMix64_ReferenceSequence_IsReproduced()
    {
        // The first outputs of the authors' generator seeded with 1234567.
        var state = 1234567UL;
        foreach (var expected in (ulong[])[6457827717110365317, 3203168211198807973, 9817491932198370423])
        {
            Assert.Equal(expected, CounterRandom.SplitMix64(state));
            unchecked
            {
                state += 0x9E3779B97F4A7C15;
            }
        }
    }

    private static float[] PositiveDefinite(int n, int ld)
    {
        var stride = VectorMath.Padded(n);
        var gram = new float[stride * ld];
        GramKernel.AccumulateScalar(Draw(2 * n * stride, 5), 2 * n, stride, gram, ld);
        for (var i = 0; i < n; i++)
            gram[(i * ld) + i] += n * 0.5f;
        return gram;
    }

    private static float[] Draw(int length, ulong stream)
    {
        var values = new float[length];
        for (var i = 0; i < length; i++)
            values[i] = (float)CounterRandom.Normal(99, stream, (ulong)i);
        return values;
    }

    private static void AssertUpperClose(float[] expected, float[] actual, int n, int ld, float tolerance)
    {
        for (var i = 0; i < n; i++)
            AssertClose(expected.AsSpan((i * ld) + i, n - i), actual.AsSpan((i * ld) + i, n - i), tolerance);
    }

    private static void AssertClose(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, float tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.True(MathF.Abs(expected[i] - actual[i]) <= tolerance * (1 + MathF.Abs(expected[i])), $"At {i}: {expected[i]} expected, {actual[i]} found.");
    }
}
