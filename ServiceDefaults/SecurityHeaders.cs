using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace MovieMesh.ServiceDefaults;

/// <summary>Tells browsers what they must not do with an answer.</summary>
public static class SecurityHeaders
{
    /// <summary>Adds the headers to every answer, errors too; an answer that brings a content security policy of its own keeps it.</summary>
    /// <param name="app">The service.</param>
    /// <param name="contentSecurityPolicy">What a page may load, by request.</param>
    public static void UseSecurityHeaders(this IApplicationBuilder app, Func<HttpContext, string> contentSecurityPolicy) => app.Use((context, next) =>
    {
        // At the last moment, for whoever handles an exception begins the answer anew.
        context.Response.OnStarting(
            () =>
            {
                var headers = context.Response.Headers;
                headers.XContentTypeOptions = "nosniff";
                headers.XFrameOptions = "DENY";
                headers["Referrer-Policy"] = "same-origin";
                headers["Cross-Origin-Opener-Policy"] = "same-origin";
                headers["Cross-Origin-Resource-Policy"] = "same-origin";
                headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=()";
                headers.TryAdd(HeaderNames.ContentSecurityPolicy, contentSecurityPolicy(context));
                return Task.CompletedTask;
            });
        return next(context);
    });
}
