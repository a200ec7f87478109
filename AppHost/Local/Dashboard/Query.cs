using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace MovieMesh.AppHost.Local.Dashboard;

/// <summary>What an address asks for: whatever it says, there is a page that answers it.</summary>
internal sealed class Query(HttpRequest request)
{
    private const int Longest = 200;

    public string Text(string name)
    {
        var text = request.Query[name].ToString().Trim();
        return text.Length <= Longest ? text : text[..Longest];
    }

    public bool Flag(string name) => Text(name) == "on";

    public double Number(string name) =>
        double.TryParse(Text(name), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : 0;

    /// <summary>An address with parameters, without those that are empty.</summary>
    public static string Address(string path, params ReadOnlySpan<(string Name, string Value)> parameters)
    {
        var address = new StringBuilder(path);
        var separator = '?';
        foreach (var (name, value) in parameters)
        {
            if (value.Length > 0)
            {
                address.Append(separator).Append(name).Append('=').Append(Uri.EscapeDataString(value));
                separator = '&';
            }
        }

        return address.ToString();
    }
}
