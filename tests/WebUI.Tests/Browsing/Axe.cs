using System.Text.Json;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace MovieMesh.WebUI.Tests.Browsing;

/// <summary>The accessibility rules of axe-core, run in the page.</summary>
internal static class Axe
{
    private const string Run =
        """
        async () => {
          const results = await axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] });
          return results.violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${rule.help}: ${node.html.slice(0, 200)} (${node.failureSummary})`));
        }
        """;

    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    /// <summary>What breaks a rule of WCAG 2.2 AA or of good practice, one line each.</summary>
    public static async Task<IReadOnlyList<string>> AuditAsync(this IPage page)
    {
        await page.EvaluateAsync(Script);
        return (await page.EvaluateAsync<JsonElement>(Run)).Deserialize<string[]>()!;
    }
}
