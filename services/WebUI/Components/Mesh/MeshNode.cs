namespace MovieMesh.WebUI.Components.Mesh;

/// <summary>A service or server in the drawing.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Role">What it does, in few words.</param>
/// <param name="Wide">Where it is on a wide screen, in hundredths.</param>
/// <param name="Tall">Where it is on a tall one.</param>
internal sealed record MeshNode(string Name, string Role, (int X, int Y) Wide, (int X, int Y) Tall)
{
    public const string WebUI = "web-ui";
    public const string Gateway = "query-api";
    public const string RabbitMq = "RabbitMQ";
    public const string Postgres = "PostgreSQL";
    public const string Redis = "Redis";
    public const string Ingestion = "ingestion";
    public const string Training = "training-worker";
    public const string Similarity = "similarity-worker";

    public static IReadOnlyList<MeshNode> All { get; } =
    [
        new(WebUI, "these pages", (10, 50), (50, 8)),
        new(Gateway, "the one HTTP API", (32, 50), (50, 27)),
        new(RabbitMq, "carries messages", (57, 50), (50, 59)),
        new(Postgres, "keeps the ratings", (57, 11), (18, 44)),
        new(Redis, "keeps models and lists", (57, 89), (82, 44)),
        new(Ingestion, "takes ratings in", (87, 11), (18, 77)),
        new(Training, "learns", (87, 50), (50, 92)),
        new(Similarity, "relates movies", (87, 89), (82, 77)),
    ];

    /// <summary>Who speaks with whom.</summary>
    public static IReadOnlyList<(string From, string To)> Links { get; } =
    [
        (WebUI, Gateway), (Gateway, RabbitMq), (RabbitMq, Ingestion), (RabbitMq, Training), (RabbitMq, Similarity), (Ingestion, Postgres), (Gateway, Postgres), (Gateway, Redis),
        (Training, Postgres), (Training, Redis), (Similarity, Redis), (Similarity, Postgres),
    ];

    public static MeshNode Of(string name) => All.First(node => node.Name == name);
}
