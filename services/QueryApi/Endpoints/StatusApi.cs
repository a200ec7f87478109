using Microsoft.AspNetCore.Http.HttpResults;
using MovieMesh.Contracts.Api;
using MovieMesh.QueryApi.OpenApi;
using MovieMesh.QueryApi.Status;

namespace MovieMesh.QueryApi.Endpoints;

/// <summary>How far the mesh is.</summary>
internal static class StatusApi
{
    public static void MapStatusApi(this IEndpointRouteBuilder app) =>
        app.MapGet("/api/status", Get).WithTags("Status").WithName("GetStatus").WithSummary("How far the mesh is on its way from a data set to recommendations.")
            .WithExample(Examples.Status);

    private static async Task<Ok<MeshStatus>> Get(MeshStatusReader reader, CancellationToken cancellationToken) => TypedResults.Ok(await reader.ReadAsync(cancellationToken));
}
