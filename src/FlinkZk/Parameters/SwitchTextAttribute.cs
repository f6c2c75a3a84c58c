using System.Management.Automation;

namespace FlinkZk;

/// <summary>
/// Lets a switch that comes by property name be the text that a CSV file has for it: True or False. PowerShell converts no text to a switch and then leaves
/// the parameter out without a word.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SwitchTextAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) => (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) switch
    {
        string text when bool.TryParse(text, out var flag) => flag,
        string text when string.IsNullOrWhiteSpace(text) => false,
        _ => inputData,
    };
}
