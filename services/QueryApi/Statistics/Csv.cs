using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json.Serialization.Metadata;

namespace MovieMesh.QueryApi.Statistics;

/// <summary>Records as comma-separated values (RFC 4180), with the names that their JSON has.</summary>
internal static class Csv
{
    public const string ContentType = "text/csv";

    private static readonly SearchValues<char> Special = SearchValues.Create(",\"\r\n");

    public static string Write<T>(JsonTypeInfo<T> type, IEnumerable<T> rows)
    {
        var text = new StringBuilder().AppendJoin(',', type.Properties.Select(column => column.Name)).Append("\r\n");
        foreach (var row in rows)
        {
            text.AppendJoin(',', type.Properties.Select(column => Field(column.Get!(row!)))).Append("\r\n");
        }

        return text.ToString();
    }

    private static string Field(object? value)
    {
        var text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        return text.AsSpan().ContainsAny(Special) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
