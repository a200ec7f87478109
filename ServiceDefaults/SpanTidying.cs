using System.Diagnostics;
using System.Text.RegularExpressions;
using OpenTelemetry;

namespace MovieMesh.ServiceDefaults;

/// <summary>Takes out of spans what frameworks put in and nobody should find there: users' ids in addresses, and names that differ from process to process.</summary>
internal sealed partial class SpanTidying : BaseProcessor<Activity>
{
    private const string Address = "url.full";

    public override void OnEnd(Activity data)
    {
        if (data.GetTagItem(Address) is string address)
        {
            data.SetTag(Address, UserId().Replace(address, "*"));
        }
        else if (data.Source.Name == "MassTransit" && data.DisplayName.Contains("-replica-", StringComparison.Ordinal))
        {
            // A queue of one process alone.
            data.DisplayName = Replica().Replace(data.DisplayName, "");
            data.SetTag("messaging.destination.temporary", true);
        }
    }

    [GeneratedRegex("(?<=/users/)[0-9]+", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex UserId();

    [GeneratedRegex("-replica-[0-9a-f]+", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Replica();
}
