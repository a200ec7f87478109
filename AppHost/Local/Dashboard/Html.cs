namespace MovieMesh.AppHost.Local.Dashboard;

/// <summary>A piece of a page. It is made from interpolated strings alone, and what is put into these is encoded unless it is a piece itself.</summary>
internal readonly record struct Html
{
    private readonly string? _text;

    private Html(string text) => _text = text;

    public static Html None => default;

    public static Html Of(HtmlInterpolation content) => new(content.ToString());

    public static Html Join(IEnumerable<Html> pieces) => new(string.Concat(pieces));

    public override string ToString() => _text ?? "";
}
