namespace Aspire.Hosting.ApplicationModel;

/// <summary>A text made of parts; here all parts are known when it is made.</summary>
internal sealed record ReferenceExpression(string Value)
{
    public static ReferenceExpression Create(FormattableString value) => new(FormattableString.Invariant(value));
}
