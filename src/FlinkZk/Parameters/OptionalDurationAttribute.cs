using System.Management.Automation;

namespace FlinkZk;

/// <summary>
/// Takes a duration for a parameter that may be null. Of a type that may be null the binder converts the number that it reads of <c>5s</c>; of the bare type it gives the token's text.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class OptionalDurationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        inputData is not null && LanguagePrimitives.TryConvertTo(inputData, out Duration duration) ? duration : inputData!;
}
