namespace MovieMesh.WebUI.Posters;

/// <summary>How films of a genre look: colours and motifs to choose from.</summary>
internal sealed record GenreStyle(IReadOnlyList<Palette> Palettes, IReadOnlyList<Motif> Motifs)
{
    private static readonly GenreStyle Plain = new(
        [new("#23272e", "#4b5563", "#e7c98f", "#fbf6ec"), new("#ece4d4", "#b59f7b", "#7a3b2e", "#2b211a"), new("#1f3039", "#3f6b73", "#f0b67f", "#fdf4e3")],
        [Motif.Tiles, Motif.Waves, Motif.Rings]);

    private static readonly Dictionary<string, GenreStyle> ByGenre = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Action"] = new(
            [new("#1b1418", "#7a1f1d", "#ff6b35", "#fff1e0"), new("#0f1c2e", "#1f4e79", "#ffb000", "#fff8e6"), new("#e63b2e", "#8f1812", "#ffd23f", "#fff7ea")],
            [Motif.Burst, Motif.Chevrons, Motif.Skyline]),
        ["Adventure"] = new(
            [new("#123c3a", "#1f6f5c", "#f4b942", "#fff6df"), new("#e9b872", "#a4502b", "#6b1f1a", "#2b130c"), new("#1a2f4b", "#3f7cac", "#f7d08a", "#fdf6e7")],
            [Motif.Peaks, Motif.Sunset, Motif.Waves]),
        ["Animation"] = new(
            [new("#ff7a59", "#c8334c", "#ffe066", "#fff8ee"), new("#2d2a72", "#5b4bdb", "#5ce1e6", "#f7f5ff"), new("#ffd166", "#ef476f", "#118ab2", "#2a1a3e")],
            [Motif.Blobs, Motif.Tiles, Motif.Waves]),
        ["Children"] = new(
            [new("#4cc9f0", "#3a5fd9", "#ffe45e", "#0d1b4c"), new("#ffb5a7", "#e56b6f", "#355070", "#2a1f3d"), new("#2a9d8f", "#1b6f66", "#ffd97d", "#fffaf0")],
            [Motif.Blobs, Motif.Confetti, Motif.Sunset]),
        ["Comedy"] = new(
            [new("#f9c80e", "#f86624", "#662e9b", "#2a1238"), new("#f4f1de", "#e07a5f", "#3d405b", "#2a2c41"), new("#ef5d60", "#b3263d", "#ffe8a3", "#fff7e8"), new("#2ec4b6", "#13787a", "#ffbf69", "#05292b")],
            [Motif.Confetti, Motif.Tiles, Motif.Burst, Motif.Blobs]),
        ["Crime"] = new(
            [new("#14151a", "#3b3f4d", "#d7263d", "#f5f2ea"), new("#1c1b1f", "#5c4033", "#e0a458", "#fbf3e4"), new("#e8e4da", "#8a8577", "#a11d2b", "#1b1a18")],
            [Motif.Skyline, Motif.Blinds, Motif.Chevrons]),
        ["Documentary"] = new(
            [new("#f2efe6", "#a5a58d", "#cb4b16", "#26241d"), new("#26323a", "#587b7f", "#e2c044", "#f8f5e6")],
            [Motif.Strips, Motif.Tiles]),
        ["Drama"] = new(
            [new("#2b2d42", "#5a5f80", "#ef8354", "#fdf3ea"), new("#efe6dd", "#c08a6b", "#5b2a37", "#2e171c"), new("#132a3a", "#2f5d73", "#e8c07d", "#fbf4e6"), new("#3d1e2c", "#86395a", "#f2b5a7", "#fff2ea")],
            [Motif.Sunset, Motif.Waves, Motif.Circles, Motif.Strips, Motif.Peaks]),
        ["Fantasy"] = new(
            [new("#1d1a4b", "#5a3fa0", "#f6d365", "#fdf7ff"), new("#0f3d3e", "#1e7a6b", "#b8f2c8", "#f1fff5"), new("#3a1248", "#8a2e7d", "#ffb3c6", "#fff2f8")],
            [Motif.Peaks, Motif.Orbits, Motif.Trees]),
        ["Film-Noir"] = new(
            [new("#0d0d0f", "#4a4a50", "#e8e4d8", "#f7f3e8"), new("#101418", "#37474f", "#cfd8dc", "#f5f7f8")],
            [Motif.Blinds, Motif.Skyline]),
        ["Horror"] = new(
            [new("#120a0c", "#5e0b15", "#d7263d", "#f7e9e3"), new("#0c1512", "#23443a", "#c3e88d", "#eef7e4"), new("#1a0f24", "#4b1d52", "#ff5d5d", "#fbeaf2")],
            [Motif.Trees, Motif.Rings, Motif.Blinds]),
        ["Musical"] = new(
            [new("#3a0ca3", "#7209b7", "#f72585", "#fff0fb"), new("#ffcf56", "#f26a4b", "#30336b", "#251a3f")],
            [Motif.Bars, Motif.Circles, Motif.Confetti]),
        ["Mystery"] = new(
            [new("#10202b", "#2f4858", "#f6ae2d", "#fff6e0"), new("#241b35", "#4d3a6f", "#9ad1d4", "#f3f6ff"), new("#e4dcc9", "#978a6d", "#26413c", "#1a211d")],
            [Motif.Rings, Motif.Blinds, Motif.Trees]),
        ["Romance"] = new(
            [new("#ffd9d0", "#f28482", "#8c2f5b", "#3f1029"), new("#5b1a3a", "#b23a63", "#ffc2b4", "#fff2ee"), new("#f7ede2", "#f5a65b", "#84344e", "#3c1624")],
            [Motif.Circles, Motif.Sunset, Motif.Waves]),
        ["Sci-Fi"] = new(
            [new("#070b1f", "#23336b", "#5ef2e0", "#eafffb"), new("#12081f", "#56227a", "#ff8fab", "#fff0f6"), new("#e7ecef", "#6096ba", "#f25f3a", "#13293d"), new("#0a1a1f", "#0f5c63", "#f9a03f", "#fdf5e8")],
            [Motif.Orbits, Motif.Rings, Motif.Tiles]),
        ["Thriller"] = new(
            [new("#101418", "#2c4251", "#e4572e", "#fbf1ea"), new("#f0ead6", "#a39b84", "#b80c09", "#1c1a16"), new("#0b1d26", "#0f4c5c", "#e9c46a", "#fbf5e3")],
            [Motif.Chevrons, Motif.Blinds, Motif.Rings, Motif.Skyline]),
        ["War"] = new(
            [new("#2f3324", "#5f6544", "#e0a030", "#f7f2df"), new("#d9cfb4", "#8f7f58", "#7c2a1c", "#2a2117")],
            [Motif.Strips, Motif.Chevrons, Motif.Sunset]),
        ["Western"] = new(
            [new("#f0a04b", "#b5451b", "#5a1d12", "#2c0f08"), new("#3b1f17", "#8a4b2a", "#f3b562", "#fff1dc")],
            [Motif.Sunset, Motif.Peaks]),
        ["IMAX"] = Plain,
    };

    public static GenreStyle Of(string? genre) => genre is not null && ByGenre.TryGetValue(genre, out var style) ? style : Plain;
}
