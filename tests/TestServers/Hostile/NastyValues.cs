namespace MovieMesh.TestServers.Hostile;

/// <summary>Values that have broken somebody's code before.</summary>
public static class NastyValues
{
    /// <summary>Texts, as they are.</summary>
    public static IReadOnlyList<string> Texts { get; } =
    [
        "", " ", "\t", "null", "undefined", "NaN", "true", "0", "-1", "-0", "00", "1.5", "1e9", "0x10", "+1", "１", "2147483647", "2147483648", "-2147483649", "9223372036854775807", "9223372036854775808",
        "18446744073709551616", "1e400", "∞", "'", "\"", "\\", "`", ";", "'; DROP TABLE ratings; --", "1 OR 1=1", "%' UNION SELECT version() --", "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>",
        "../../../../etc/passwd", "..\\..\\windows\\win.ini", "/", "//", "C:\\", "file:///etc/passwd", "http://127.0.0.1:1/", "${jndi:ldap://127.0.0.1/a}", "{{7*7}}", "{0}{1}{2}", "%s%n%x", "%", "%%", "%00", "_", "*",
        "\0", "a\0b", "\u0001\u0002\u001f\u007f\u0085", "\r\nSet-Cookie: taken=1", "\u202Eesrever\u202C", "\u200B\u2060\uFEFF", "\uFFFE\uFFFF", "e\u0301\u0327", "\U0001F468\u200D\U0001F469\u200D\U0001F467", "ß ŉ ǰ İ ı", "ﷺ", "漢字",
        "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.9999999Z", "infinity", "00000000-0000-0000-0000-000000000000", new('a', 201), new('9', 400), new('\u0301', 2_000), string.Concat(Enumerable.Repeat("(a+", 500)),
        string.Concat(Enumerable.Repeat("a,", 3_000)),
    ];

    /// <summary>Parts of an address, encoded already: some are no UTF-8 at all.</summary>
    public static IReadOnlyList<string> AddressParts { get; } =
        [.. Texts.Where(text => text.Length < 3_000).Select(Uri.EscapeDataString), "%ED%A0%80", "%C0%AF", "%FF%FE", "%F4%90%80%80", "%2e%2e%2f", "%252e", "%u0041", "a%", "a+b"];

    /// <summary>JSON, right and wrong, for the place of a value.</summary>
    public static IReadOnlyList<string> Json { get; } =
    [
        "null", "true", "false", "0", "-0", "-1", "1", "0.1", "-0.5", "3.3", "5.5", "1e-400", "1e400", "1E+2", "2147483647", "2147483648", "-2147483649", "9223372036854775807", "9223372036854775808", "-9223372036854775809",
        "18446744073709551616", "1.7976931348623157e309", "0.5000000000000000000000000000000000001", "NaN", "Infinity", "-Infinity", "\"NaN\"", "\"4\"", "\"\"", "01", "+1", ".5", "1.", "[]", "{}", "[null]", "[[]]",
        "[1,2,3]", "{\"\":0}", "{\"a\":{\"a\":{\"a\":1}}}", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\u0000\"", "\"\\x\"", "\"unclosed", "'single'", "//", "/* */ 1", ",", "}", "\u0000", "\uFEFF1",
        "\"2024-13-45T99:99:99Z\"", "\"0001-01-01T00:00:00Z\"", "\"9999-12-31T23:59:59.9999999Z\"", "\"00000000-0000-0000-0000-000000000000\"", Nested('[', ']', 100), Nested('[', ']', 20_000), $"{string.Concat(Enumerable.Repeat("{\"a\":", 300))}1{new string('}', 300)}",
        $"\"{new string('x', 100_000)}\"", $"[{string.Join(',', Enumerable.Repeat('1', 20_000))}]", $"[{string.Join(',', Enumerable.Repeat("null", 2_000))}]", $"1{new string('0', 5_000)}",
        .. Texts.Where(text => text.Length > 3).Select(text => $"\"{Escape(text)}\""),
    ];

    private static string Nested(char open, char close, int depth) => new string(open, depth) + new string(close, depth);

    private static string Escape(string text) => System.Text.Json.JsonEncodedText.Encode(text).ToString();
}
