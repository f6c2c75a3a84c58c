using System.Management.Automation;
using FlinkZk.Streams.Records;

namespace FlinkZk;

/// <summary>What a script block puts out, as records.</summary>
internal static class RecordOutput
{
    private static readonly PipelineTypes Untyped = new(null);
    private static readonly Schema OneValue = new(["Value"]);

    /// <summary>An object with properties or a hashtable as it is, a plain value as the property Value.</summary>
    /// <returns>Null where there is nothing.</returns>
    public static IRow? ToRow(object? output) => output switch
    {
        null => null,
        PSObject { BaseObject: string or DateTime or DateTimeOffset or TimeSpan or decimal or Guid } plain => new Row(OneValue, [plain.BaseObject]),
        PSObject item when item.BaseObject.GetType().IsPrimitive || item.BaseObject is Enum => new Row(OneValue, [item.BaseObject]),
        PSObject item => new PipelineRow(item, Untyped),
        _ => ToRow(PSObject.AsPSObject(output)),
    };
}
