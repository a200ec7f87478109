using System.Security.Cryptography;
using MovieMesh.ServiceDefaults;

namespace MovieMesh.WebUI.Components;

/// <summary>What a page may load: this site's own files, and of what stands in the page itself only what bears the answer's number used once.</summary>
internal static class PagePolicy
{
    private static readonly object NonceKey = new();

    public static void UsePagePolicy(this WebApplication app) => app.UseSecurityHeaders(context =>
        $"default-src 'none'; script-src 'self' 'nonce-{NonceOf(context)}'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        + "manifest-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'");

    /// <summary>The number of this answer.</summary>
    public static string NonceOf(HttpContext context)
    {
        if (context.Items[NonceKey] is not string nonce)
        {
            context.Items[NonceKey] = nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        }

        return nonce;
    }
}
