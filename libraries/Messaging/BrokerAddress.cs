using System.Text.RegularExpressions;
using RabbitMQ.Client;

namespace MovieMesh.Messaging;

/// <summary>Where the broker is, or each node of its cluster, and who we are there.</summary>
internal sealed partial record BrokerAddress(IReadOnlyList<AmqpTcpEndpoint> Nodes, string VirtualHost, string User, string Password)
{
    private const string Form = "amqp://user:password@host:port, or amqp://user:password@host:port,host:port,… for a cluster";

    /// <summary>How the broker is called in the addresses of messages, which is the same whichever node one is connected to.</summary>
    public AmqpTcpEndpoint First => Nodes[0];

    public static BrokerAddress Parse(string? connectionString)
    {
        if (string.IsNullOrWhiteSpace(connectionString))
        {
            throw new InvalidOperationException($"The connection string 'messaging' is missing: set ConnectionStrings__messaging to {Form}.");
        }

        var match = Parts().Match(connectionString);
        var nodes = match.Groups["nodes"].Value.Split(',').Select(ParseNode).ToArray();
        if (!match.Success || nodes.Contains(null))
        {
            throw new InvalidOperationException($"The connection string 'messaging' is no address of the form {Form}.");
        }

        var virtualHost = Part("vhost");
        return new BrokerAddress(nodes!, virtualHost.Length == 0 ? "/" : virtualHost, Part("user"), Part("password"));

        string Part(string name) => Uri.UnescapeDataString(match.Groups[name].Value);
    }

    private static AmqpTcpEndpoint? ParseNode(string text) =>
        Uri.TryCreate($"amqp://{text}", UriKind.Absolute, out var node) && node is { UserInfo: "", Host: not "", PathAndQuery: "" or "/" } && node.Port != 0
            ? new AmqpTcpEndpoint(node.Host, node.Port)
            : null;

    [GeneratedRegex(@"^amqp://((?<user>[^:@/]*)(:(?<password>[^@/]*))?@)?(?<nodes>[^@/?#]+)(/(?<vhost>[^/?#]*))?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Parts();
}
