using Microsoft.AspNetCore.Http.HttpResults;
using MovieMesh.Contracts.Api;
using MovieMesh.QueryApi.OpenApi;
using MovieMesh.QueryApi.Status;

namespace MovieMesh.QueryApi.Endpoints;

/// <summary>How far the mesh is.</summary>
internal static class StatusApi
{
    public static void MapStatusApi(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/status", Get).WithTags("Status").WithName("GetStatus").WithSummary("How far the mesh is on its way from a data set to recommendations.")
            .WithExample(Examples.Status);
        app.MapGet("/api/queues", ListQueues).WithTags("Status").WithName("ListQueues").WithSummary("The queues between the services: what waits in them, and who reads them.")
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
            .WithExample(Examples.Queues);
    }

    private static async Task<Ok<IReadOnlyList<QueueStatus>>> ListQueues(QueueReader reader, CancellationToken cancellationToken) =>
        TypedResults.Ok(await reader.ReadAsync(cancellationToken));

    private static async Task<Ok<MeshStatus>> Get(MeshStatusReader reader, CancellationToken cancellationToken) => TypedResults.Ok(await reader.ReadAsync(cancellationToken));
}
