namespace MovieMesh.WebUI.Posters;

/// <summary>Four colours: the ground, two that play on it, and the ink that can be read on the ground.</summary>
internal sealed record Palette(string Ground, string Deep, string Bright, string Ink);
