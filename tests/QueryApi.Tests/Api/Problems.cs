using System.Net;
using System.Text.Json;

namespace MovieMesh.QueryApi.Tests.Api;

/// <summary>What every error must look like.</summary>
internal static class Problems
{
    public static async Task AssertAsync(Gateway gateway, HttpMethod method, string address, HttpStatusCode status, string? field = null, string? json = null)
    {
        using var response = await gateway.RespondAsync(method, address, json);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(status == response.StatusCode, $"{method} {address}: {(int)response.StatusCode} {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", text, StringComparison.Ordinal);
        using var problem = JsonDocument.Parse(text);
        Assert.Equal((int)status, problem.RootElement.GetProperty("status").GetInt32());
        if (field is not null)
        {
            var errors = problem.RootElement.GetProperty("errors");
            Assert.True(errors.TryGetProperty(field, out var named), $"The errors name not {field} but {errors}.");
            Assert.NotEmpty(named[0].GetString()!);
        }

        if (status == HttpStatusCode.ServiceUnavailable)
        {
            Assert.NotNull(response.Headers.RetryAfter);
        }
    }
}
