using System.Text.RegularExpressions;

namespace MovieMesh.AppHost.Local.Dashboard;

/// <summary>Keeps passwords and keys off the pages.</summary>
internal static partial class Secrets
{
    private const string Masked = "••••••";

    /// <summary>The value of an environment variable, without what is secret in it.</summary>
    public static string Mask(string name, string value) =>
        SecretName().IsMatch(name) ? Masked : InAddress().Replace(InConnectionString().Replace(value, $"${{name}}{Masked}"), $"${{user}}{Masked}@");

    [GeneratedRegex("password|secret|token|api_?key|headers", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex SecretName();

    [GeneratedRegex(@"(?<name>\b(password|pwd)\s*=\s*)[^;,]*", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex InConnectionString();

    [GeneratedRegex("(?<user>://[^/:@]*:)[^/@]*@", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex InAddress();
}
