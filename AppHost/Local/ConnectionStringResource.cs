namespace Aspire.Hosting.ApplicationModel;

/// <summary>A connection string by itself.</summary>
internal sealed class ConnectionStringResource(string name, ReferenceExpression expression) : IResourceWithConnectionString
{
    public string Name { get; } = name;

    public ReferenceExpression ConnectionStringExpression { get; } = expression;
}
