namespace MovieMesh.WebUI.Components.Charts;

/// <summary>A label on an axis.</summary>
/// <param name="At">Where it is, from 0 at the axis's beginning to 1 at its end.</param>
/// <param name="Label">What it says.</param>
public readonly record struct Tick(double At, string Label);
