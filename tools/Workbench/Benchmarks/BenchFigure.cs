namespace MovieMesh.Workbench.Benchmarks;

/// <summary>One row of the table.</summary>
/// <param name="Work">What was done.</param>
/// <param name="Seconds">The best time.</param>
/// <param name="Target">The time to stay below, in seconds, on two cores with AVX-512.</param>
/// <param name="Flops">The floating point operations that the work takes at least; 0 where that is not known.</param>
/// <param name="Bytes">The bytes it touches at least; 0 where that is not known.</param>
/// <param name="Remark">What else to say: accuracy, a size.</param>
internal sealed record BenchFigure(string Work, double Seconds, double Target, double Flops, double Bytes, string Remark);
