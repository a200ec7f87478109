using MovieMesh.Recommenders.Factorization;

namespace MovieMesh.Recommenders.Tests.Factorization;

public sealed class LinearPriorTests
{
    [Fact]
    public void Fit_ManySteps_SolvesTheRidgeRegression()
    {
        const int Rows = 40, Features = 7, Factors = 5;
        var random = new Random(1);
        var members = Enumerable.Range(0, Rows).Select(_ => Enumerable.Range(0, Features).Where(_ => random.NextDouble() < 0.4).ToArray()).ToArray();
        var byRow = new CompressedRows([0, .. members.Select((_, row) => members.Take(row + 1).Sum(m => m.Length))], [.. members.SelectMany(m => m)], new float[members.Sum(m => m.Length)]);
        var scales = LinearPrior.InverseRoots(byRow);
        var targets = new FactorTable(Rows, Factors);
        for (var row = 0; row < Rows; row++)
        {
            targets.Biases[row] = (float)random.NextDouble();
            foreach (ref var value in targets.PaddedRow(row)[..Factors])
                value = (float)(random.NextDouble() - 0.5);
        }

        var penalty = new Penalty(0.3f, 2, 1, 4);
        var prior = new LinearPrior(byRow, byRow.Transpose(Features, 1), scales, Factors, ridge: 1.5f, biasRidge: 0.5f, workers: 2);
        prior.Fit(targets, penalty, byRow, steps: 3, TestContext.Current.CancellationToken);
        prior.Fit(targets, penalty, byRow, steps: 12, TestContext.Current.CancellationToken);
        var coefficients = prior.Coefficients();

        // The gradient of the objective, written down from its definition, is zero.
        for (var feature = 0; feature < Features; feature++)
        {
            for (var column = 0; column <= Factors; column++)
            {
                double Coefficient(int f) => column < Factors ? coefficients.Row(f)[column] : coefficients.Biases[f];
                var gradient = (column < Factors ? 1.5 : 0.5) * Coefficient(feature);
                for (var row = 0; row < Rows; row++)
                {
                    if (!members[row].Contains(feature))
                        continue;
                    var mean = scales[row] * members[row].Sum(Coefficient);
                    var target = column < Factors ? targets.Row(row)[column] : targets.Biases[row];
                    gradient -= (column < Factors ? penalty.FactorsFor(members[row].Length) : penalty.Bias) * scales[row] * (target - mean);
                }

                Assert.Equal(0, gradient, 1e-4);
            }
        }
    }
}
