using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using MovieMesh.Contracts;
using MovieMesh.Contracts.Api;
using MovieMesh.Datasets;
using MovieMesh.Messaging;
using MovieMesh.QueryApi.Accounts;
using MovieMesh.QueryApi.Limits;
using MovieMesh.QueryApi.OpenApi;
using MovieMesh.Storage.Ratings;

namespace MovieMesh.QueryApi.Endpoints;

/// <summary>Data sets into the mesh.</summary>
internal static class ImportsApi
{
    public static void MapImportsApi(this IEndpointRouteBuilder app)
    {
        var imports = app.MapGroup("/api/imports").WithTags("Imports");
        imports.MapGet("", List).WithName("ListImports").WithSummary("Imports and what came of them, newest first.").WithExample(Examples.Imports);
        imports.MapGet("/{id}", Get).WithName("GetImport").WithSummary("One import, with the lines that it left out.").WithExample(Examples.Import);
        imports.MapPost("", Start).ForAdministrators().WithName("StartImport").WithSummary("Imports a data set that lies where the mesh runs.")
            .WithDescription("Movies and ratings are added to those there are. Progress comes as events; a data set that cannot be read ends as failed, with its reason.")
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
            .WithExample(Examples.ImportAccepted, Examples.StartImport);
        imports.MapPost("/upload", Upload).ForAdministrators().WithName("UploadImport").WithSummary("Imports a zipped data set that is the request's body.")
            .Accepts<Stream>("application/zip")
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status503ServiceUnavailable)
            .WithExample(Examples.ImportAccepted);
    }

    private static async Task<Ok<IReadOnlyList<DatasetImport>>> List(DatasetStore store, CancellationToken cancellationToken, [PageSize] int count = 20) =>
        TypedResults.Ok<IReadOnlyList<DatasetImport>>([.. (await store.ListAsync(count, cancellationToken)).Select(Describe)]);

    private static async Task<Results<Ok<DatasetImport>, ProblemHttpResult>> Get(Guid id, DatasetStore store, CancellationToken cancellationToken) =>
        await store.ReadAsync(id, cancellationToken) is { } dataset ? TypedResults.Ok(Describe(dataset)) : Missing.Import(id);

    private static async Task<Results<Accepted<ImportAccepted>, ValidationProblem>> Start(StartImport request, IDurablePublisher publisher, CancellationToken cancellationToken)
    {
        var input = new Input();
        if (!Path.IsPathFullyQualified(request.Path))
        {
            input.Reject("path", "The path must be a whole one, from the root.");
        }

        if (input.IsBad(out var bad))
        {
            return bad;
        }

        return await PublishAsync(new ImportDataset { ImportId = Guid.CreateVersion7(), Path = request.Path, Strict = request.Strict }, publisher, cancellationToken);
    }

    private static async Task<Results<Accepted<ImportAccepted>, ProblemHttpResult, ValidationProblem>> Upload(
        HttpRequest request,
        Uploads uploads,
        IOptions<ImportOptions> options,
        IDurablePublisher publisher,
        CancellationToken cancellationToken,
        [StringLength(Input.LongestText)] string? name = null,
        bool strict = false)
    {
        if (!uploads.AreOn)
        {
            return Missing.Unfit("Nothing can be uploaded here: the setting Imports:Folder names no folder.");
        }

        if (request.ContentLength > options.Value.LargestUpload)
        {
            return TypedResults.Problem($"An upload has at most {options.Value.LargestUpload} bytes.", statusCode: StatusCodes.Status413PayloadTooLarge);
        }

        // For those that do not say beforehand how much they send.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = options.Value.LargestUpload;
        }

        var importId = Guid.CreateVersion7();
        var path = "";
        var input = new Input();
        try
        {
            path = await uploads.KeepAsync(importId, name, request.Body, cancellationToken);
        }
        catch (DatasetException exception)
        {
            input.Reject("body", exception.Message);
        }

        if (input.IsBad(out var bad))
        {
            return bad;
        }

        try
        {
            return await PublishAsync(new ImportDataset { ImportId = importId, Path = path, Strict = strict }, publisher, cancellationToken);
        }
        catch
        {
            uploads.Forget(importId);
            throw;
        }
    }

    private static async Task<Accepted<ImportAccepted>> PublishAsync(ImportDataset command, IDurablePublisher publisher, CancellationToken cancellationToken)
    {
        await publisher.PublishAsync(command, cancellationToken);
        return TypedResults.Accepted($"/api/imports/{command.ImportId}", new ImportAccepted { ImportId = command.ImportId });
    }

    private static DatasetImport Describe(StoredDataset dataset) => new()
    {
        ImportId = dataset.ImportId,
        Name = dataset.Name,
        State = dataset.State.ToString(),
        Fraction = dataset.Fraction,
        Movies = dataset.Movies,
        Ratings = dataset.Ratings,
        Tags = dataset.Tags,
        SkippedLines = dataset.SkippedLines,
        Problems = dataset.Problems,
        Error = dataset.Error,
        StartedAt = dataset.StartedAt,
        FinishedAt = dataset.FinishedAt,
    };
}
