using System.Globalization;
using MovieMesh.Contracts.Api;

namespace MovieMesh.WebUI.Components.Layout;

/// <summary>A user's small coloured mark: the same user has the same colour everywhere.</summary>
internal static class Avatar
{
    public static string StyleOf(UserSummary user) => string.Create(CultureInfo.InvariantCulture, $"--hue:{(uint)user.Id * 137u % 360u}");

    public static string LettersOf(UserSummary user) =>
        user.IsVisitor ? "V" : (user.Id % 1000).ToString(CultureInfo.InvariantCulture);
}
