using System.Collections.Concurrent;
using Microsoft.Playwright;
using MovieMesh.WebUI.Tests.Browsing;

[assembly: AssemblyFixture(typeof(Browser))]

namespace MovieMesh.WebUI.Tests.Browsing;

/// <summary>The system's own Chromium, started once for all tests.</summary>
public sealed class Browser : IAsyncLifetime
{
    // Nothing but the page under test may use the network.
    private static readonly string[] Quiet =
        ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-default-apps"];

    // Generous, for two busy cores: what is there is seen at once, whatever the bound.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    private readonly ConcurrentQueue<string> _violations = new();

    /// <summary>What pages tried that their policy forbids, taken away by looking.</summary>
    public IReadOnlyList<string> TakeViolations()
    {
        var all = new List<string>();
        while (_violations.TryDequeue(out var violation))
        {
            all.Add(violation);
        }

        return all;
    }

    public async ValueTask InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout((float)Patience.TotalMilliseconds);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = FindChromium(),
            Args = Environment.UserName == "root" ? [.. Quiet, "--no-sandbox"] : Quiet,
        });
    }

    /// <summary>A fresh profile: no cookies, no storage.</summary>
    public async Task<IBrowserContext> OpenAsync(Uri site, bool isPhone = false, ColorScheme colours = ColorScheme.Light)
    {
        var context = await _browser!.NewContextAsync(new()
        {
            BaseURL = site.ToString(),
            ViewportSize = isPhone ? new() { Width = 390, Height = 844 } : new() { Width = 1280, Height = 900 },
            IsMobile = isPhone,
            HasTouch = isPhone,
            ColorScheme = colours,
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout((float)Patience.TotalMilliseconds);
        context.Console += (_, message) =>
        {
            if (message.Text.Contains("Content Security Policy", StringComparison.OrdinalIgnoreCase))
            {
                _violations.Enqueue(message.Text);
            }
        };
        return context;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    private static string FindChromium() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .SelectMany(folder => (string[])[Path.Combine(folder, "chromium"), Path.Combine(folder, "chromium-browser"), Path.Combine(folder, "google-chrome")])
            .FirstOrDefault(File.Exists)
        ?? throw new FileNotFoundException("There is no Chromium on the PATH; on Debian: apt-get install chromium.");
}
