using MovieMesh.Contracts.Api;
using MovieMesh.WebUI.Gateway;

namespace MovieMesh.WebUI.Components.Mesh;

/// <summary>What the gateway knows of the mesh at a time.</summary>
/// <param name="Health">Its own health, and that of the servers.</param>
/// <param name="Queues">The queues; none while the broker does not answer.</param>
internal sealed record MeshSight(GatewayHealth Health, IReadOnlyList<QueueStatus> Queues);
