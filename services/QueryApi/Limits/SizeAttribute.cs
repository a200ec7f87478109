using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace MovieMesh.QueryApi.Limits;

/// <summary>A number of entries asked for, which a setting bounds.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal abstract class SizeAttribute(Func<LimitOptions, int> read) : ValidationAttribute
{
    public int Most(LimitOptions limits) => read(limits);

    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext)
    {
        var most = Most(validationContext.GetRequiredService<IOptions<LimitOptions>>().Value);
        return value is int size && size >= 1 && size <= most
            ? ValidationResult.Success
            : new ValidationResult($"The field {validationContext.DisplayName} must be between 1 and {most}.", [validationContext.MemberName!]);
    }
}
