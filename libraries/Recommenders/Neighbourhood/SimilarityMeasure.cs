using System.Runtime.CompilerServices;
using MovieMesh.Recommenders.Numerics;

namespace MovieMesh.Recommenders.Neighbourhood;

/// <summary>A <see cref="RatingSimilarity"/> made ready for the rows of a matrix: items by their raters, or users by what they rated.</summary>
/// <remarks>
/// Each measure is an inner product of transformed entries, x = stars − rowOffset − columnOffset or, where only having rated counts, x = columnWeight, times
/// what depends on the two rows and n alone. The neighbours of a row cost the entries of its columns: Σ_{u rated i} |R_u|.
/// </remarks>
internal sealed class SimilarityMeasure
{
    private const double DampingExponent = 0.5;

    private readonly RatingSimilarity _kind;
    private readonly float _shrinkage;
    private readonly CompressedRows _rows;
    private readonly CompressedRows _columns;
    private readonly float[] _rowOffsets;
    private readonly float[] _columnOffsets;
    private readonly float[]? _columnWeights;
    private readonly float[] _scales;
    private readonly float[] _otherScales;
    private readonly int[] _counts;

    /// <summary>Prepares a measure: one pass over the entries.</summary>
    /// <param name="kind">The measure.</param>
    /// <param name="shrinkage">s.</param>
    /// <param name="rows">The rows to compare.</param>
    /// <param name="columns">Their transpose.</param>
    /// <param name="biases">μ and the biases of both sides, for measures around them.</param>
    /// <param name="bm25">k₁ and b, for that measure.</param>
    /// <param name="rowsAreSources">Whether conditional probabilities are those of the neighbours given the row; else of the row given its neighbours.</param>
    public SimilarityMeasure(
        RatingSimilarity kind, float shrinkage, CompressedRows rows, CompressedRows columns, (float Mean, float[] Rows, float[] Columns)? biases = null, (float K1, float B) bm25 = default, bool rowsAreSources = false)
    {
        (_kind, _shrinkage, _rows, _counts) = (kind, shrinkage, rows, rows.Lengths());
        (_rowOffsets, _columnOffsets) = (new float[rows.RowCount], new float[columns.RowCount]);
        if (kind is RatingSimilarity.ResidualCosine or RatingSimilarity.PearsonBaseline)
        {
            var (mean, rowBiases, columnBiases) = biases ?? throw new ArgumentNullException(nameof(biases));
            (_rowOffsets, _columnOffsets) = ([.. rowBiases.Select(bias => mean + bias)], columnBiases);
        }
        else if (kind is RatingSimilarity.Pearson)
        {
            _rowOffsets = Means(rows);
        }
        else if (kind is RatingSimilarity.AdjustedCosine)
        {
            _columnOffsets = Means(columns);
        }
        else if (kind is RatingSimilarity.TfIdf or RatingSimilarity.Bm25)
        {
            _columnWeights = InverseFrequencies(columns);
        }

        UsesCommonNorms = kind is RatingSimilarity.PearsonBaseline or RatingSimilarity.Pearson or RatingSimilarity.AdjustedCosine;

        var values = new float[columns.Values.Length];
        var squares = new double[rows.RowCount];
        for (var column = 0; column < columns.RowCount; column++)
        {
            for (var i = columns.Offsets[column]; i < columns.Offsets[column + 1]; i++)
            {
                var row = columns.Columns[i];
                values[i] = Value(_rowOffsets[row], column, columns.Values[i]);
                squares[row] += (double)values[i] * values[i];
            }
        }

        _columns = new CompressedRows(columns.Offsets, columns.Columns, values);
        var meanCount = Math.Max(1.0, (double)values.Length / Math.Max(1, rows.RowCount));
        _scales = new float[rows.RowCount];
        _otherScales = new float[VectorMath.Padded(rows.RowCount)];
        for (var row = 0; row < _scales.Length; row++)
        {
            _scales[row] = (float)(kind switch
            {
                RatingSimilarity.Jaccard => 1,
                RatingSimilarity.Bm25 => (bm25.K1 + 1) / ((bm25.K1 * (1 - bm25.B + (bm25.B * _counts[row] / meanCount))) + 1),
                RatingSimilarity.ConditionalProbability => Math.Pow(Math.Max(1, _counts[row]), rowsAreSources ? -1 : -DampingExponent),
                _ => squares[row] > 0 ? 1 / Math.Sqrt(squares[row]) : 0,
            });
            _otherScales[row] = _scales[row];
            if (kind == RatingSimilarity.ConditionalProbability)
                _otherScales[row] = (float)Math.Pow(Math.Max(1, _counts[row]), rowsAreSources ? -DampingExponent : -1);
        }
    }

    /// <summary>Whether norms are over common columns only.</summary>
    public bool UsesCommonNorms { get; }

    /// <summary>The number of rows.</summary>
    public int RowCount => _rows.RowCount;


    /// <summary>Finds the best neighbours of a row, best first; positive similarities only.</summary>
    public void FindNeighbours(int row, int minimumCommon, NeighbourScratch scratch)
    {
        var entries = _rows[row];
        Find(entries, _rowOffsets[row], _scales[row], minimumCommon, excluded: row, scratch);
    }

    /// <summary>Finds the best neighbours of a row that is not of the matrix.</summary>
    /// <param name="entries">Column indices and stars.</param>
    /// <param name="bias">The row's bias, for measures around the biases.</param>
    /// <param name="mean">μ.</param>
    /// <param name="minimumCommon">Rows with fewer columns in common are no neighbours.</param>
    /// <param name="excluded">A row to leave out; −1 for none.</param>
    /// <param name="scratch">Where they go.</param>
    public void FindNeighbours(RatingRow entries, float bias, float mean, int minimumCommon, int excluded, NeighbourScratch scratch)
    {
        var offset = _kind switch
        {
            RatingSimilarity.ResidualCosine or RatingSimilarity.PearsonBaseline => mean + bias,
            RatingSimilarity.Pearson => Mean(entries),
            _ => 0,
        };
        var squares = 0.0;
        for (var i = 0; i < entries.Count; i++)
        {
            var value = Value(offset, entries.Indices[i], entries.Stars[i]);
            squares += (double)value * value;
        }

        var scale = _kind switch
        {
            RatingSimilarity.Jaccard => 1,
            RatingSimilarity.ConditionalProbability => (float)Math.Pow(Math.Max(1, entries.Count), -DampingExponent),
            _ => squares > 0 ? (float)(1 / Math.Sqrt(squares)) : 0,
        };
        Find(entries, offset, scale, minimumCommon, excluded, scratch);
    }

    private void Find(RatingRow entries, float offset, float scale, int minimumCommon, int excluded, NeighbourScratch scratch)
    {
        if (UsesCommonNorms)
            OfferByMoments(entries, offset, minimumCommon, excluded, scratch);
        else
            OfferByProducts(entries, offset, scale, minimumCommon, excluded, scratch);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void OfferByProducts(RatingRow entries, float offset, float scale, int minimumCommon, int excluded, NeighbourScratch scratch)
    {
        var state = scratch.Sums;
        for (var i = 0; i < entries.Count; i++)
            state.Add(_columns[entries.Indices[i]], Value(offset, entries.Indices[i], entries.Stars[i]));
        var top = new TopK(scratch.Scores, scratch.Keys);
        if (_kind == RatingSimilarity.Jaccard)
            state.MakeShares(entries.Count, _counts);
        state.OfferAndClear(scale, _otherScales, _shrinkage, minimumCommon, excluded, ref top);
        top.Sort();
        scratch.Count = top.Count;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void OfferByMoments(RatingRow entries, float offset, int minimumCommon, int excluded, NeighbourScratch scratch)
    {
        var state = scratch.Moments;
        for (var i = 0; i < entries.Count; i++)
            state.Add(_columns[entries.Indices[i]], Value(offset, entries.Indices[i], entries.Stars[i]));
        var top = new TopK(scratch.Scores, scratch.Keys);
        foreach (var other in state.Touched)
        {
            var sums = state.Sums[other];
            var (product, common) = (sums[0], sums[3]);
            if (product <= 0 || common < minimumCommon || other == excluded)
                continue;
            top.Offer(product / MathF.Sqrt(sums[1] * sums[2]) * (common / (common + _shrinkage)), other);
        }

        state.Clear();
        top.Sort();
        scratch.Count = top.Count;
    }

    private float Value(float rowOffset, int column, float stars) => _kind switch
    {
        RatingSimilarity.Jaccard or RatingSimilarity.ConditionalProbability => 1,
        RatingSimilarity.TfIdf or RatingSimilarity.Bm25 => _columnWeights![column],
        _ => stars - rowOffset - _columnOffsets[column],
    };

    private static float[] Means(CompressedRows rows)
    {
        var means = new float[rows.RowCount];
        for (var row = 0; row < means.Length; row++)
            means[row] = Mean(rows[row]);
        return means;
    }

    private static float Mean(RatingRow row)
    {
        var sum = 0.0;
        foreach (var stars in row.Stars)
            sum += stars;
        return row.Count == 0 ? 0 : (float)(sum / row.Count);
    }

    // ln((N + 1) / |column|) of N rows: a column that has every row weighs next to nothing, but never nothing.
    private float[] InverseFrequencies(CompressedRows columns)
    {
        var weights = new float[columns.RowCount];
        for (var column = 0; column < weights.Length; column++)
            weights[column] = (float)Math.Log((_rows.RowCount + 1.0) / Math.Max(1, columns.Length(column)));
        return weights;
    }
}
