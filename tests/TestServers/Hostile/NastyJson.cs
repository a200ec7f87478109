using System.Globalization;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace MovieMesh.TestServers.Hostile;

/// <summary>Makes of a document that is right others that are wrong in one place or several.</summary>
public static class NastyJson
{
    private enum Change
    {
        Replace,
        Drop,
        Repeat,
        Add,
        Rename,
    }

    /// <summary>Documents near a right one.</summary>
    /// <param name="sample">The right one.</param>
    public static Gen<string> Near(string sample)
    {
        using var document = JsonDocument.Parse(sample);
        var values = Count(document.RootElement);
        var value = Gen.OneOf(
            Gen.Elements<string>(NastyValues.Json),
            ArbMap.Default.GeneratorFor<int>().Select(number => number.ToString(CultureInfo.InvariantCulture)),
            ArbMap.Default.GeneratorFor<double>().Select(number => number.ToString("R", CultureInfo.InvariantCulture)),
            ArbMap.Default.GeneratorFor<string>().Select(text => JsonSerializer.Serialize(text ?? "")));
        var once = from place in Gen.Choose(0, values - 1) from change in Gen.Elements(Enum.GetValues<Change>()) from other in value select (place, change, other);
        var changed = from changes in Gen.Choose(1, 3).SelectMany(count => once.ArrayOf(count)) select Write(sample, changes);
        var torn = from length in Gen.Choose(0, sample.Length) select sample[..length];
        return Gen.Frequency((12, changed), (1, torn), (1, value));
    }

    private static int Count(JsonElement element) => 1 + element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().Sum(member => Count(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().Sum(Count),
        _ => 0,
    };

    private static string Write(string sample, (int Place, Change Change, string Value)[] changes)
    {
        using var document = JsonDocument.Parse(sample);
        var (text, place) = (new StringBuilder(), 0);
        Write(text, document.RootElement, changes, ref place);
        return text.ToString();
    }

    private static void Write(StringBuilder text, JsonElement element, (int Place, Change Change, string Value)[] changes, ref int place)
    {
        var here = place++;
        if (changes.FirstOrDefault(change => change.Place == here && change.Change == Change.Replace).Value is { } other)
        {
            place += Count(element) - 1;
            text.Append(other);
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            var members = new List<string>();
            foreach (var member in element.EnumerateObject())
            {
                var of = changes.FirstOrDefault(change => change.Place == here + 1 + members.Count && change.Change != Change.Replace);
                var value = new StringBuilder();
                Write(value, member.Value, changes, ref place);
                var name = JsonSerializer.Serialize(member.Name);
                members.AddRange((of.Value, of.Change) switch
                {
                    (null, _) => [$"{name}:{value}"],
                    (_, Change.Drop) => [],
                    (_, Change.Repeat) => [$"{name}:{value}", $"{name}:{of.Value}"],
                    (_, Change.Rename) => [$"{name.ToUpperInvariant()}:{value}"],
                    _ => (string[])[$"{name}:{value}", $"\"unknown\":{of.Value}"],
                });
            }

            text.Append('{').AppendJoin(',', members).Append('}');
        }
        else if (element.ValueKind == JsonValueKind.Array)
        {
            text.Append('[');
            var isFirst = true;
            foreach (var entry in element.EnumerateArray())
            {
                text.Append(isFirst ? "" : ",");
                isFirst = false;
                Write(text, entry, changes, ref place);
            }

            text.Append(']');
        }
        else
        {
            text.Append(element.GetRawText());
        }
    }
}
