using MovieMesh.Recommenders.Numerics;

namespace MovieMesh.Recommenders.Tests.Implicit;

public sealed class ImplicitKernelTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(40)]
    public void SymmetricEigen_AnyMatrix_IsTakenApart(int n)
    {
        var a = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
                a[(i * n) + j] = a[(j * n) + i] = j % 3 == 2 ? 0 : CounterRandom.Normal(1, (ulong)i, (ulong)j);
        }

        var (q, values) = ((double[])a.Clone(), new double[n]);
        SymmetricEigen.Decompose(q, n, values);

        Assert.Equal(values.OrderDescending(), values);
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                Assert.Equal(a[(i * n) + j], Enumerable.Range(0, n).Sum(r => values[r] * q[(r * n) + i] * q[(r * n) + j]), 1e-10);
                Assert.Equal(i == j ? 1 : 0, Enumerable.Range(0, n).Sum(c => q[(i * n) + c] * q[(j * n) + c]), 1e-10);
            }
        }
    }

    [Fact]
    public void SymmetricEigen_CollapsedRank_StillConverges()
    {
        const int n = 160;
        var (a, values) = (new double[n * n], new double[n]);
        for (var row = 0; row < 300; row++)
        {
            var v = Enumerable.Range(0, n).Select(f => (float)(Math.Pow(10, -f * 0.2) * CounterRandom.Normal(4, (ulong)row, (ulong)f))).ToArray();
            for (var i = 0; i < n; i++)
            {
                for (var j = 0; j < n; j++)
                    a[(i * n) + j] += (float)(v[i] * v[j]);
            }
        }

        var q = (double[])a.Clone();
        SymmetricEigen.Decompose(q, n, values);
        for (var i = 0; i < n; i++)
            Assert.Equal(a[i], Enumerable.Range(0, n).Sum(r => values[r] * q[r * n] * q[(r * n) + i]), 1e-9);
    }

    [Fact]
    public void SymmetricEigen_ZeroAndRepeatedValues_AreFound()
    {
        var values = new double[3];
        SymmetricEigen.Decompose(new double[9], 3, values);
        Assert.Equal([0, 0, 0], values);
        SymmetricEigen.Decompose([2, 0, 0, 0, 2, 0, 0, 0, 5], 3, values);
        Assert.Equal([5, 2, 2], values);
        Assert.Throws<ArithmeticException>(() => SymmetricEigen.Decompose([double.NaN, 1, 1, 1], 2, new double[2]));
    }

    [Theory]
    [InlineData(8, 9)]
    [InlineData(24, 4)]
    [InlineData(64, 7)]
    public void RowRotation_Vectors_AreTheScalarDefinition(int stride, int rows)
    {
        var (table, matrix) = (Random(rows * stride, 1), Random(stride * stride, 2));
        var expected = (float[])table.Clone();
        RowRotation.ApplyScalar(expected, stride, matrix);
        RowRotation.Apply(table, stride, matrix, new float[4 * stride]);
        for (var i = 0; i < table.Length; i++)
            Assert.Equal(expected[i], table[i], 1e-4);
    }

    [Theory]
    [InlineData(8, 1, 8)]
    [InlineData(16, 8, 8)]
    [InlineData(24, 13, 16)]
    [InlineData(64, 33, 48)]
    public void Gather_Vectors_AreTheScalarDefinition(int stride, int count, int width)
    {
        var (table, scales, columnScales) = (Random(50 * stride, 3), Random(count, 4), Random(stride, 5));
        var rows = Enumerable.Range(0, count).Select(i => i * 7 % 50).ToArray();
        var (expected, panel) = (new float[stride * width], new float[stride * width]);
        panel.AsSpan().Fill(float.NaN);
        GatherKernel.TransposedScalar(table, stride, rows, scales, columnScales, expected, width);
        GatherKernel.Transposed(table, stride, rows, scales, columnScales, panel, width);
        for (var i = 0; i < panel.Length; i++)
            Assert.Equal(expected[i], panel[i], 1e-6);

        var plain = new float[count * stride];
        GatherKernel.Rows(table, stride, rows, scales, plain);
        for (var i = 0; i < plain.Length; i++)
            Assert.Equal(scales[i / stride] * table[(rows[i / stride] * stride) + (i % stride)], plain[i]);
    }

    [Theory]
    [InlineData(1, false, 1)]
    [InlineData(31, false, 2)]
    [InlineData(257, false, 3)]
    [InlineData(257, true, 2)]
    [InlineData(700, false, 2)]
    [InlineData(700, true, 1)]
    public void SymmetricInverse_AnyOrder_TimesTheMatrixIsOne(int n, bool wide, int workers)
    {
        var ld = SymmetricInverse.LeadingDimension(n);
        var factor = Random(n * 40, 6);
        var a = new float[n * ld];
        for (var i = 0; i < n; i++)
        {
            for (var j = i; j < n; j++)
                a[(i * ld) + j] = VectorMath.Dot(factor.AsSpan(i * 40, 40), factor.AsSpan(j * 40, 40)) + (i == j ? 20 : 0);
        }

        var inverse = (float[])a.Clone();
        SymmetricInverse.Invert(inverse, n, ld, workers, wide, CancellationToken.None);
        var column = new double[n];
        for (var j = 0; j < n; j += 13)
        {
            for (var i = 0; i < n; i++)
            {
                column[i] = 0;
                for (var k = 0; k < n; k++)
                    column[i] += a[(Math.Min(i, k) * ld) + Math.Max(i, k)] * (double)inverse[(k * ld) + j];
                Assert.Equal(i == j ? 1 : 0, column[i], 1e-3);
            }
        }
    }

    [Fact]
    public void SymmetricInverse_NotPositiveDefinite_IsRefused()
    {
        var a = new float[2 * 32];
        (a[0], a[1], a[33]) = (1, 2, 1);
        Assert.Throws<ArithmeticException>(() => SymmetricInverse.Invert(a, 2, 32, 1, CancellationToken.None));
    }

    [Theory]
    [InlineData(16)]
    [InlineData(32)]
    [InlineData(48)]
    [InlineData(64)]
    [InlineData(80)]
    public void GramKernel_WideTiles_AreTheScalarDefinition(int stride)
    {
        const int rows = 21;
        var ld = stride + 8;
        var (panel, start) = (Random(rows * stride, 8), Random(stride * ld, 9));
        var (expected, wide) = ((float[])start.Clone(), (float[])start.Clone());
        GramKernel.AccumulateScalar(panel, rows, stride, expected, ld);
        GramKernel.Accumulate512(panel, rows, stride, wide, ld);
        for (var i = 0; i < stride; i++)
        {
            for (var j = i; j < stride; j++)
                Assert.Equal(expected[(i * ld) + j], wide[(i * ld) + j], 1e-4);
        }
    }

    private static float[] Random(int count, ulong stream) => [.. Enumerable.Range(0, count).Select(i => (float)CounterRandom.Normal(7, stream, (ulong)i))];
}
