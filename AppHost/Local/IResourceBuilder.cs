namespace Aspire.Hosting.ApplicationModel;

/// <summary>What the topology's calls chain on.</summary>
internal interface IResourceBuilder<out T>
    where T : IResource
{
    T Resource { get; }
}
