namespace MovieMesh.QueryApi.Limits;

/// <summary>From 1 to <see cref="LimitOptions.PageItems"/>.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class PageSizeAttribute() : SizeAttribute(limits => limits.PageItems);
