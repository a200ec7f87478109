using Radzen;

namespace MovieMesh.WebUI.Components;

internal static class PagesExtensions
{
    // The state of a prerendered page comes back over the circuit in one message; the default of 32 KB is less than a home page's lists.
    private const int LargestCircuitMessage = 512 * 1024;

    public static void AddPages(this WebApplicationBuilder builder)
    {
        // Run from the build's output, in whatever environment, the packages' assets are where the build's manifest says; published, there is none.
        builder.WebHost.UseStaticWebAssets();
        builder.Services.AddRazorComponents()
            .AddInteractiveServerComponents(options => options.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(10))
            .AddHubOptions(options => options.MaximumReceiveMessageSize = LargestCircuitMessage);
        builder.Services.AddRadzenComponents();
        builder.Services.AddAntiforgery(options => options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest);
    }
}
