namespace MovieMesh.QueryApi.Limits;

/// <summary>From 1 to <see cref="LimitOptions.ListItems"/>.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class ListSizeAttribute() : SizeAttribute(limits => limits.ListItems);
