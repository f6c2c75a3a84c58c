using System.Management.Automation;
using FlinkZk.Streams.Records;

namespace FlinkZk;

/// <summary>Records as PowerShell sees them: the user's own object where one came down the pipeline, else one made on demand.</summary>
internal static class RowObject
{
    public static PSObject Of(IRow row)
    {
        if (row is PipelineRow own)
            return own.Object;
        var made = new PSObject();
        foreach (var name in row.Names)
        {
            row.TryGetValue(name, out var value);
            made.Properties.Add(new PSNoteProperty(name, value), preValidated: true);
        }
        return made;
    }
}
