using MovieMesh.Recommenders.Numerics;

namespace MovieMesh.Recommenders.Factorization;

/// <summary>
/// Where the vectors of one side are expected before their ratings are seen: a sum of vectors learned for what is known of each row (a movie's genres and tags, the
/// movies that a user rated).
/// </summary>
/// <remarks>
/// <para>The mean of row r is sᵣ·Σ e_f over its features f. Given the rows' vectors xᵣ (their biases as one more column), the coefficients are the ridge regression
/// <code>min Σᵣ wᵣ·‖xᵣ − sᵣ·Σ_f e_f‖² + λ·Σ_f ‖e_f‖²</code>
/// where wᵣ is the penalty with which the solver pulls xᵣ towards its mean, so that both half-steps descend one objective. A few steps of conjugate gradients with
/// the diagonal as preconditioner, started from the coefficients of the epoch before; all columns at once, each with its own step lengths.</para>
/// <para>A step costs two passes over the features of all rows, O(entries·k). Memory: 16·k bytes per feature and 8·k per row. Each row and each feature is summed in a fixed
/// order, so the number of threads does not show.</para>
/// </remarks>
internal sealed class LinearPrior
{
    private readonly CompressedRows _byRow;
    private readonly CompressedRows _byFeature;
    private readonly float[] _scales;
    private readonly float _ridge;
    private readonly float _biasRidge;
    private readonly int _factors;
    private readonly int _stride;
    private readonly object[] _workers;
    private readonly int[] _rowOrder;
    private readonly int[] _featureOrder;
    private readonly float[] _rows;
    private readonly float[] _means;
    private readonly float[] _coefficients;
    private readonly float[] _residuals;
    private readonly float[] _directions;
    private readonly float[] _products;
    private float[]? _best;

    /// <summary>Makes a prior whose coefficients are zero.</summary>
    /// <param name="byRow">The features of each row.</param>
    /// <param name="byFeature">The rows of each feature.</param>
    /// <param name="scales">sᵣ by row.</param>
    /// <param name="factors">k.</param>
    /// <param name="ridge">λ of the factors.</param>
    /// <param name="biasRidge">λ of the biases.</param>
    /// <param name="workers">Threads.</param>
    public LinearPrior(CompressedRows byRow, CompressedRows byFeature, float[] scales, int factors, float ridge, float biasRidge, int workers)
    {
        (_byRow, _byFeature, _scales, _factors, _ridge, _biasRidge) = (byRow, byFeature, scales, factors, ridge, biasRidge);
        _stride = VectorMath.Padded(factors + 1);
        _workers = new object[workers];
        _rowOrder = RowScheduler.LongestFirst(byRow.Offsets);
        _featureOrder = RowScheduler.LongestFirst(byFeature.Offsets);
        (_rows, _means) = (Table(byRow.RowCount), Table(byRow.RowCount));
        (_coefficients, _residuals, _directions, _products) = (Table(byFeature.RowCount), Table(byFeature.RowCount), Table(byFeature.RowCount), Table(byFeature.RowCount));
    }

    /// <summary>sᵣ = n^−½ of a row of n features.</summary>
    public static float[] InverseRoots(CompressedRows byRow)
    {
        var scales = new float[byRow.RowCount];
        for (var row = 0; row < scales.Length; row++)
            scales[row] = InverseRoot(byRow.Length(row));
        return scales;
    }

    public static float InverseRoot(int count) => count == 0 ? 0 : 1 / MathF.Sqrt(count);

    /// <summary>The expected factors of a row.</summary>
    public ReadOnlySpan<float> MeanOf(int row) => _means.AsSpan(row * _stride, _factors);

    public float MeanBiasOf(int row) => _means[(row * _stride) + _factors];

    /// <summary>The coefficients as they are now, features in rows.</summary>
    public FactorTable Coefficients()
    {
        var table = new FactorTable(_byFeature.RowCount, _factors);
        for (var feature = 0; feature < table.Rows; feature++)
        {
            Row(_coefficients, feature)[.._factors].CopyTo(table.PaddedRow(feature));
            table.Biases[feature] = Row(_coefficients, feature)[_factors];
        }

        return table;
    }

    /// <summary>Takes over the coefficients of an earlier model's feature; <see cref="Refresh"/> must follow.</summary>
    public void Set(int feature, ReadOnlySpan<float> factors, float bias)
    {
        factors.CopyTo(Row(_coefficients, feature));
        Row(_coefficients, feature)[_factors] = bias;
    }

    public void Remember()
    {
        _best ??= new float[_coefficients.Length];
        _coefficients.CopyTo(_best.AsSpan());
    }

    public void Recall() => _best?.CopyTo(_coefficients.AsSpan());

    /// <summary>Takes so many steps towards the coefficients that explain the rows best, and renews the means.</summary>
    /// <param name="targets">The rows' vectors.</param>
    /// <param name="penalty">The penalty that pulls rows towards their means.</param>
    /// <param name="counts">By row: its ratings, by which the penalty grows.</param>
    /// <param name="steps">Steps to take.</param>
    /// <param name="cancellationToken">Looked at every few rows.</param>
    public void Fit(FactorTable targets, Penalty penalty, CompressedRows counts, int steps, CancellationToken cancellationToken)
    {
        void Weigh(Span<float> row, int index)
        {
            var weight = penalty.FactorsFor(counts.Length(index));
            for (var i = 0; i < _factors; i++)
                row[i] *= weight;
            row[_factors] *= penalty.Bias;
        }

        // Residual of the normal equations, r = Fᵀ W (X − F E) − λE, and their diagonal.
        RowScheduler.Run(_rowOrder, _workers, (_, index) =>
        {
            var row = Row(_rows, index);
            var mean = Row(_means, index);
            targets.Row(index).CopyTo(row);
            row[_factors] = targets.Biases[index];
            VectorMath.Axpy(-1, mean, row);
            Weigh(row, index);
        }, cancellationToken);
        Gather(_residuals, _coefficients, sign: -1, cancellationToken);
        var diagonals = new float[2 * _byFeature.RowCount];
        for (var row = 0; row < _byRow.RowCount; row++)
        {
            var square = _scales[row] * _scales[row];
            var (factor, bias) = (square * penalty.FactorsFor(counts.Length(row)), square * penalty.Bias);
            foreach (var feature in _byRow.Columns.AsSpan(_byRow.Offsets[row].._byRow.Offsets[row + 1]))
            {
                diagonals[2 * feature] += factor;
                diagonals[(2 * feature) + 1] += bias;
            }
        }

        var (power, previous, curvature) = (new double[_stride], new double[_stride], new double[_stride]);
        var (steplength, momentum) = (new float[_stride], new float[_stride]);
        for (var step = 0; step < steps; step++)
        {
            power.AsSpan().Clear();
            for (var feature = 0; feature < _byFeature.RowCount; feature++)
            {
                var residual = Row(_residuals, feature);
                var (factor, bias) = (diagonals[2 * feature] + _ridge, diagonals[(2 * feature) + 1] + _biasRidge);
                for (var i = 0; i < _factors; i++)
                    power[i] += (double)residual[i] * residual[i] / factor;
                power[_factors] += (double)residual[_factors] * residual[_factors] / bias;
            }

            for (var i = 0; i <= _factors; i++)
                momentum[i] = step > 0 && previous[i] > 0 ? (float)(power[i] / previous[i]) : 0;
            for (var feature = 0; feature < _byFeature.RowCount; feature++)
            {
                var residual = Row(_residuals, feature);
                var direction = Row(_directions, feature);
                var (factor, bias) = (1 / (diagonals[2 * feature] + _ridge), 1 / (diagonals[(2 * feature) + 1] + _biasRidge));
                for (var i = 0; i < _factors; i++)
                    direction[i] = (residual[i] * factor) + (momentum[i] * direction[i]);
                direction[_factors] = (residual[_factors] * bias) + (momentum[_factors] * direction[_factors]);
            }

            Spread(_directions, _rows, cancellationToken);
            RowScheduler.Run(_rowOrder, _workers, (_, index) => Weigh(Row(_rows, index), index), cancellationToken);
            Gather(_products, _directions, sign: 1, cancellationToken);
            curvature.AsSpan().Clear();
            for (var feature = 0; feature < _byFeature.RowCount; feature++)
            {
                var direction = Row(_directions, feature);
                var product = Row(_products, feature);
                for (var i = 0; i <= _factors; i++)
                    curvature[i] += (double)direction[i] * product[i];
            }

            for (var i = 0; i <= _factors; i++)
                steplength[i] = curvature[i] > 0 ? (float)(power[i] / curvature[i]) : 0;
            for (var feature = 0; feature < _byFeature.RowCount; feature++)
            {
                var coefficient = Row(_coefficients, feature);
                var residual = Row(_residuals, feature);
                var direction = Row(_directions, feature);
                var product = Row(_products, feature);
                for (var i = 0; i <= _factors; i++)
                {
                    coefficient[i] += steplength[i] * direction[i];
                    residual[i] -= steplength[i] * product[i];
                }
            }

            (power, previous) = (previous, power);
        }

        Refresh(cancellationToken);
    }

    /// <summary>Renews the means after the coefficients have changed.</summary>
    public void Refresh(CancellationToken cancellationToken) => Spread(_coefficients, _means, cancellationToken);

    // Row r ← sᵣ·Σ_f source_f.
    private void Spread(float[] source, float[] target, CancellationToken cancellationToken) =>
        RowScheduler.Run(_rowOrder, _workers, (_, index) =>
        {
            var row = Row(target, index);
            row.Clear();
            foreach (var feature in _byRow.Columns.AsSpan(_byRow.Offsets[index].._byRow.Offsets[index + 1]))
                VectorMath.Axpy(_scales[index], Row(source, feature), row);
        }, cancellationToken);

    // Feature f ← Σᵣ sᵣ·rowsᵣ + sign·λ·source_f.
    private void Gather(float[] target, float[] source, float sign, CancellationToken cancellationToken) =>
        RowScheduler.Run(_featureOrder, _workers, (_, feature) =>
        {
            var sum = Row(target, feature);
            var own = Row(source, feature);
            sum.Clear();
            VectorMath.Axpy(sign * _ridge, own, sum);
            sum[_factors] = sign * _biasRidge * own[_factors];
            foreach (var row in _byFeature.Columns.AsSpan(_byFeature.Offsets[feature].._byFeature.Offsets[feature + 1]))
                VectorMath.Axpy(_scales[row], Row(_rows, row), sum);
        }, cancellationToken);

    private float[] Table(int rows) => new float[checked(rows * _stride)];

    private Span<float> Row(float[] table, int row) => table.AsSpan(row * _stride, _stride);
}
