using System.Collections;
using System.Management.Automation;

namespace FlinkZk;

/// <summary>A column's name, and advice where several come, or a block that computes one.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ColumnArgumentAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) => (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) switch
    {
        ScriptBlock block => throw Advice($"{{{block}}} computes a value", block.ToString().Trim()),
        IEnumerable and not string => throw Advice("Several properties were named", "\"$($_.Region)|$($_.Kind)\""),
        _ => inputData,
    };

    private static ArgumentTransformationMetadataException Advice(string what, string expression) => new(
        $"{what}, and the name of one property is expected. Make such a property before the stream: ... | Select-Object *, @{{ n = 'Place'; e = {{ {expression} }} }} | Start-FlinkStream -Key Place.");
}
