namespace MovieMesh.Recommenders.Numerics;

/// <summary>The numbers of one stream of <see cref="CounterRandom"/>, one after another: what is drawn depends on seed and stream alone, never on who draws elsewhere.</summary>
internal struct RandomStream(ulong seed, ulong stream)
{
    private readonly ulong _key = CounterRandom.SplitMix64(CounterRandom.SplitMix64(seed) ^ stream);
    private ulong _counter;
    private double _spareNormal = double.NaN;

    /// <summary>A uniform number in [0, 1) with 53 random bits.</summary>
    public double Uniform() => (CounterRandom.SplitMix64(_key ^ _counter++) >> 11) * (1.0 / (1UL << 53));

    /// <summary>A standard normal number, by the polar form of Box and Muller's method, which makes two at a time (Marsaglia and Bray 1964).</summary>
    public double Normal()
    {
        if (!double.IsNaN(_spareNormal))
        {
            var spare = _spareNormal;
            _spareNormal = double.NaN;
            return spare;
        }

        while (true)
        {
            var (x, y) = ((2 * Uniform()) - 1, (2 * Uniform()) - 1);
            var square = (x * x) + (y * y);
            if (square is >= 1 or 0)
                continue;
            var scale = Math.Sqrt(-2 * Math.Log(square) / square);
            _spareNormal = y * scale;
            return x * scale;
        }
    }

    /// <summary>A gamma number of that shape (&gt; 0) and rate 1: Marsaglia and Tsang, "A Simple Method for Generating Gamma Variables" (2000).</summary>
    public double Gamma(double shape)
    {
        if (shape < 1)
            return Gamma(shape + 1) * Math.Pow(1 - Uniform(), 1 / shape);
        var d = shape - (1.0 / 3);
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var x = Normal();
            var v = 1 + (c * x);
            if (v <= 0)
                continue;
            v = v * v * v;
            if (Math.Log(1 - Uniform()) < (0.5 * x * x) + (d * (1 - v + Math.Log(v))))
                return d * v;
        }
    }
}
