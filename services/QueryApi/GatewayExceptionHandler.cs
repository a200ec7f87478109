using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;
using MovieMesh.Messaging;
using MovieMesh.Storage;

namespace MovieMesh.QueryApi;

/// <summary>Turns what a request threw into problem details: its own fault (400, naming the field), a server that is away (503), or ours (500, told to the log alone).</summary>
internal sealed partial class GatewayExceptionHandler(IProblemDetailsService problems, ILogger<GatewayExceptionHandler> logger) : IExceptionHandler
{
    private const int ClientClosedRequest = 499;
    private const string RetryAfterSeconds = "2";

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested)
        {
            httpContext.Response.StatusCode = ClientClosedRequest;
            return true;
        }

        var details = HasUnknownCharset(httpContext.Request)
            ? new ProblemDetails { Status = StatusCodes.Status415UnsupportedMediaType, Detail = "The charset of the body is not known." }
            : Describe(exception);
        if (details.Status == StatusCodes.Status500InternalServerError)
        {
            Log.RequestFailed(logger, exception, httpContext.Request.Method, httpContext.Request.Path);
        }

        httpContext.Response.StatusCode = details.Status!.Value;
        if (details.Status == StatusCodes.Status503ServiceUnavailable)
        {
            httpContext.Response.Headers.RetryAfter = RetryAfterSeconds;
        }

        if (!await problems.TryWriteAsync(new() { HttpContext = httpContext, ProblemDetails = details }))
        {
            // Who asked for something else than JSON is told all the same.
            await TypedResults.Problem(details).ExecuteAsync(httpContext);
        }

        return true;
    }

    /// <summary>The framework takes it for its own fault that it cannot read such a body.</summary>
    private static bool HasUnknownCharset(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type is { Charset.HasValue: true, Encoding: null };

    private static ProblemDetails Describe(Exception exception) => exception switch
    {
        BadHttpRequestException bad => DescribeInput(bad),
        BrokerUnavailableException => Away("The message broker is away, so nothing can be taken in for now."),
        NotReadyException notReady => Away(notReady.Message),
        NoStarsException noStars => new ProblemDetails { Status = StatusCodes.Status409Conflict, Detail = noStars.Message },
        _ when StoreFaults.IsAway(exception) => Away("A store that this answer needs is away for now."),
        _ => new ProblemDetails { Status = StatusCodes.Status500InternalServerError, Title = "The gateway failed.", Detail = "The fault is in its log." },
    };

    private static ProblemDetails DescribeInput(BadHttpRequestException bad)
    {
        if (bad.StatusCode != StatusCodes.Status400BadRequest)
        {
            return new ProblemDetails { Status = bad.StatusCode, Detail = bad.Message };
        }

        var (field, problem) = bad.InnerException is JsonException json ? FromJson(json) : FromParameter(bad.Message);
        return new HttpValidationProblemDetails(new Dictionary<string, string[]>(StringComparer.Ordinal) { [field] = [problem] })
        {
            Status = StatusCodes.Status400BadRequest,
            Detail = $"{field}: {problem}",
        };
    }

    private static (string Field, string Problem) FromJson(JsonException exception)
    {
        if (MissingMembers().Match(exception.Message) is { Success: true } missing)
        {
            return (missing.Groups["names"].Value, "This is missing.");
        }

        var path = exception.Path?.TrimStart('$').TrimStart('.');
        return string.IsNullOrEmpty(path) ? ("body", "This is no JSON of the expected form.") : (path, "This is not of the expected type.");
    }

    private static (string Field, string Problem) FromParameter(string message) =>
        Parameter().Match(message) is { Success: true } match
            ? (match.Groups["name"].Value, match.Groups["value"] is { Success: true } value ? $"'{value.Value}' is not of the expected type." : "This is missing.")
            : ("body", "The request has no JSON body, or not the expected one.");

    private static ProblemDetails Away(string detail) =>
        new() { Status = StatusCodes.Status503ServiceUnavailable, Title = "Not available for now.", Detail = detail };

    // The framework's own words: Failed to bind parameter "int page" from "x".  /  Required parameter "int id" was not provided from query string.
    [GeneratedRegex("""[Pp]arameter "\S+ (?<name>\w+)" (from "(?<value>[^"]*)")?""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex Parameter();

    [GeneratedRegex("missing required properties including: '(?<names>[^']*)'", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex MissingMembers();
}
