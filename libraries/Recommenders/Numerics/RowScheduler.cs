namespace MovieMesh.Recommenders.Numerics;

/// <summary>Hands rows of very different lengths to threads. Rows are independent, so who computes which never shows in a result.</summary>
internal static class RowScheduler
{
    private const int BatchSize = 8;

    /// <summary>The number of threads for a requested degree of parallelism; 0 asks for one per processor.</summary>
    public static int Workers(int degreeOfParallelism)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(degreeOfParallelism);
        return degreeOfParallelism == 0 ? Environment.ProcessorCount : Math.Min(degreeOfParallelism, 1024);
    }

    /// <summary>The rows, longest first, so that no thread is left alone with a long one at the end; equal lengths stay ascending.</summary>
    public static int[] LongestFirst(int[] offsets)
    {
        var rows = new int[offsets.Length - 1];
        var keys = new int[rows.Length];
        for (var row = 0; row < rows.Length; row++)
            (rows[row], keys[row]) = (row, offsets[row] - offsets[row + 1]);
        Array.Sort(keys, rows);
        return rows;
    }

    /// <summary>Boundaries of consecutive runs of rows with about equally many entries: <c>slices + 1</c> row numbers.</summary>
    public static int[] Slices(int[] offsets, int slices)
    {
        var rows = offsets.Length - 1;
        var boundaries = new int[slices + 1];
        boundaries[slices] = rows;
        for (var slice = 1; slice < slices; slice++)
        {
            var found = Array.BinarySearch(offsets, (int)((long)offsets[rows] * slice / slices));
            boundaries[slice] = Math.Clamp(found < 0 ? ~found : found, boundaries[slice - 1], rows);
        }

        return boundaries;
    }

    /// <summary>Runs <paramref name="body"/> for every row in <paramref name="order"/>, with one state (scratch memory) per thread.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled; some rows are done, others not.</exception>
    public static void Run<TState>(int[] order, TState[] states, Action<TState, int> body, CancellationToken cancellationToken)
    {
        var next = 0;
        void Work(TState state)
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                var start = Interlocked.Add(ref next, BatchSize) - BatchSize;
                if (start >= order.Length)
                    return;
                foreach (var row in order.AsSpan(start, Math.Min(BatchSize, order.Length - start)))
                    body(state, row);
            }
        }

        if (states.Length == 1)
            Work(states[0]);
        else
            Parallel.For(0, states.Length, new ParallelOptions { MaxDegreeOfParallelism = states.Length }, worker => Work(states[worker]));
        cancellationToken.ThrowIfCancellationRequested();
    }
}
