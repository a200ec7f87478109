using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;
using MovieMesh.QueryApi.Limits;

namespace MovieMesh.QueryApi.OpenApi;

/// <summary>What <c>/openapi/v1.json</c> says beside what the endpoints say of themselves.</summary>
internal static class GatewayDescription
{
    private const string Json = "application/json";

    public static void Configure(OpenApiOptions options)
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "MovieMesh",
                Version = "v1",
                Description = "Movies, ratings and recommendations that follow them. Every error is an RFC 9457 problem; a 400 names the fields.",
            };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer(AddExamples);
    }

    private static Task AddExamples(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        AddSizes(operation, context);
        var examples = context.Description.ActionDescriptor.EndpointMetadata.OfType<ExampleMetadata>().LastOrDefault();
        if (examples is null)
        {
            return Task.CompletedTask;
        }

        var serializer = context.ApplicationServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        foreach (var (status, response) in operation.Responses ?? [])
        {
            if (status.StartsWith('2') && response.Content?.TryGetValue(Json, out var answer) == true && answer is OpenApiMediaType shown)
            {
                shown.Example = JsonSerializer.SerializeToNode(examples.Response, serializer);
            }
        }

        if (examples.Request is { } request && operation.RequestBody?.Content?.TryGetValue(Json, out var body) == true && body is OpenApiMediaType taken)
        {
            taken.Example = JsonSerializer.SerializeToNode(request, serializer);
        }

        return Task.CompletedTask;
    }

    /// <summary>The bounds that settings give.</summary>
    private static void AddSizes(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var limits = context.ApplicationServices.GetRequiredService<IOptions<LimitOptions>>().Value;
        foreach (var described in context.Description.ParameterDescriptions)
        {
            if ((described.ParameterDescriptor as IParameterInfoParameterDescriptor)?.ParameterInfo.GetCustomAttribute<SizeAttribute>() is { } size
                && operation.Parameters?.FirstOrDefault(parameter => parameter.Name == described.Name)?.Schema is OpenApiSchema schema)
            {
                (schema.Minimum, schema.Maximum) = ("1", size.Most(limits).ToString(CultureInfo.InvariantCulture));
            }
        }
    }
}
