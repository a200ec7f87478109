using MovieMesh.Recommenders.Similarity;

namespace MovieMesh.Recommenders.Tests.Similarity;

public sealed class ClusterOrderTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Of_ShuffledGroups_PutsEachTogether(int seed)
    {
        const int Size = 30;
        var random = new Random(seed);
        int[] groups = [.. Enumerable.Range(0, Size).Select(row => row % 4)];
        random.Shuffle(groups);
        var matrix = Matrix(Size, (i, j) => groups[i] == groups[j] ? 0.5f + (0.3f * random.NextSingle()) : 0.4f * random.NextSingle());

        var order = ClusterOrder.Of(matrix);

        Assert.Equal(Enumerable.Range(0, Size), order.Order());
        Assert.Equal(3, order.Zip(order.Skip(1)).Count(pair => groups[pair.First] != groups[pair.Second]));
    }

    [Fact]
    public void Of_AChain_IsTheChainOrItsReverse()
    {
        // Row i stands at place i·7 mod 11 of a line, and rows are the more alike the nearer they stand.
        var matrix = Matrix(11, (i, j) => 1 - (Math.Abs((i * 7 % 11) - (j * 7 % 11)) / 11f));

        var places = ClusterOrder.Of(matrix).Select(row => row * 7 % 11).ToArray();

        Assert.Equal(places[0] < places[^1] ? places.Order() : places.OrderDescending(), places);
    }

    [Fact]
    public void Of_MeanLinkage_JoinsByTheMeanAndNotTheNearest()
    {
        // 2 is very like 1, but by the mean less like the pair of 0 and 1 than like 3. By the nearest it would join the pair, and 3 stand beside 0.
        float[][] matrix = [[1, 0.9f, 0, 0.6f], [0.9f, 1, 0.8f, 0], [0, 0.8f, 1, 0.5f], [0.6f, 0, 0.5f, 1]];

        Assert.Equal([0, 1, 2, 3], ClusterOrder.Of(matrix));
    }

    [Fact]
    public void Of_EqualOrNoRows_KeepsTheirOrder()
    {
        Assert.Empty(ClusterOrder.Of([]));
        Assert.Equal([0], ClusterOrder.Of([[1f]]));
        Assert.Equal([0, 1, 2, 3], ClusterOrder.Of(Matrix(4, (_, _) => 0)));
        Assert.Throws<ArgumentException>(() => ClusterOrder.Of([[1f, 0]]));
    }

    private static float[][] Matrix(int size, Func<int, int, float> similarity)
    {
        float[][] matrix = [.. Enumerable.Range(0, size).Select(_ => new float[size])];
        for (var i = 0; i < size; i++)
        {
            matrix[i][i] = 1;
            for (var j = 0; j < i; j++)
                matrix[i][j] = matrix[j][i] = similarity(i, j);
        }

        return matrix;
    }
}
