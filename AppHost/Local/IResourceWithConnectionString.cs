namespace Aspire.Hosting.ApplicationModel;

/// <summary>Something that others reach by a connection string under its name.</summary>
internal interface IResourceWithConnectionString : IResource
{
    ReferenceExpression ConnectionStringExpression { get; }
}
