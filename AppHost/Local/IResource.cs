namespace Aspire.Hosting.ApplicationModel;

/// <summary>Something that the topology names.</summary>
internal interface IResource
{
    string Name { get; }
}
