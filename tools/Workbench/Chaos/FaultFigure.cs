namespace MovieMesh.Workbench.Chaos;

/// <summary>A fault and what it did to the mesh.</summary>
/// <param name="Kind">What was done.</param>
/// <param name="Target">To which process.</param>
/// <param name="LastedSeconds">How long it lasted.</param>
/// <param name="RecoverySeconds">How long after its end the mesh was whole again; null when it was not in time.</param>
/// <param name="Reads">Reads from its beginning to the recovery.</param>
/// <param name="FailedReads">Those of them without a good answer.</param>
/// <param name="StaleReads">Those answered from what was known before, and marked so.</param>
internal sealed record FaultFigure(FaultKind Kind, string Target, double LastedSeconds, double? RecoverySeconds, long Reads, long FailedReads, long StaleReads);
