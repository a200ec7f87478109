namespace MovieMesh.WebUI.Posters;

/// <summary>What a poster shows.</summary>
internal enum Motif
{
    Bars,
    Blinds,
    Blobs,
    Burst,
    Chevrons,
    Circles,
    Confetti,
    Orbits,
    Peaks,
    Rings,
    Skyline,
    Strips,
    Sunset,
    Tiles,
    Trees,
    Waves,
}
