using System.Text;
using Microsoft.Playwright;
using MovieMesh.WebUI.Tests.Browsing;
using RabbitMQ.Client;
using static Microsoft.Playwright.Assertions;

namespace MovieMesh.WebUI.Tests;

/// <summary>What could not be handled, seen and settled by an administrator.</summary>
[Collection(nameof(MeshSite))]
public sealed class MeshStoryTests(Browser browser, MeshSite site)
{
    private const string Queue = "training-worker-promote-model";

    [Fact]
    public async Task A_poisonous_message_is_seen_with_its_reason_replayed_and_discarded()
    {
        await using var visit = await browser.OpenAsync(site.Address, isPhone: true, ColorScheme.Dark);
        var visitor = await visit.OpenPageAsync("/mesh");
        await Expect(visitor.Locator(".letters .need-administrator")).ToBeVisibleAsync();
        await Expect(visitor.Locator("[data-letters-waiting]")).ToHaveTextAsync("There are none.");
        await Expect(visitor.Locator(".queues tbody tr")).ToHaveCountAsync(15);
        await Expect(visitor.Locator(".queues .figure-bad")).ToHaveCountAsync(0);
        await Expect(visitor.Locator(".mesh-node", new() { HasText = "training-worker" })).ToContainTextAsync("1 replica");

        await using var context = await browser.OpenAsync(site.Address);
        var page = await context.OpenPageAsync("/account");
        await page.SignInAsAdministratorAsync();
        await page.OpenAsync("/mesh");
        await PoisonAsync("{ <b>no json</b>");

        var letter = page.Locator(".letter");
        await Expect(letter).ToHaveCountAsync(1);
        await Expect(letter.Locator(".badge").First).ToHaveTextAsync(Queue);
        await Expect(letter.Locator(".letter-reason")).Not.ToBeEmptyAsync();
        await letter.Locator("summary").ClickAsync();
        await Expect(letter.Locator("pre")).ToHaveTextAsync("{ <b>no json</b>");
        Assert.Empty(await page.AuditAsync());
        Assert.Equal(0, await page.ReadOverflowAsync());

        // Who may not look inside sees that there is one, without asking.
        await Expect(visitor.Locator("[data-letters-waiting]")).ToHaveTextAsync("1 message waits here.");
        await Expect(visitor.Locator($"[data-queue={Queue}] .figure-bad")).ToHaveTextAsync("1");
        await Expect(visitor.Locator(".letter")).ToHaveCountAsync(0);
        Assert.Empty(await visitor.AuditAsync());
        Assert.Equal(0, await visitor.ReadOverflowAsync());

        // It is as poisonous as before, so it comes back.
        await letter.Locator("[data-replay]").ClickAsync();
        await Expect(letter.Locator(".badge-failed")).ToHaveTextAsync("failed 2 times");

        await letter.Locator("[data-discard]").ClickAsync();
        await letter.Locator("[data-discard-for-good]").ClickAsync();
        await Expect(letter).ToHaveCountAsync(0);
        await Expect(visitor.Locator("[data-letters-waiting]")).ToHaveTextAsync("There are none.");
        await Expect(visitor.Locator(".journal")).ToContainTextAsync("A dead letter is discarded.");
    }

    private async Task PoisonAsync(string body)
    {
        var connection = await new ConnectionFactory { Uri = new Uri(site.Broker) }.CreateConnectionAsync(TestContext.Current.CancellationToken);
        await using (connection)
        {
            await using var channel = await connection.CreateChannelAsync(cancellationToken: TestContext.Current.CancellationToken);
            var properties = new BasicProperties { ContentType = "application/vnd.masstransit+json" };
            await channel.BasicPublishAsync("", Queue, mandatory: true, properties, Encoding.UTF8.GetBytes(body), TestContext.Current.CancellationToken);
        }
    }
}
