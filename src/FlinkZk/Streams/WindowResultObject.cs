using System.Management.Automation;
using FlinkZk.Streams.Runtime;

namespace FlinkZk;

/// <summary>A window's result as an object of the pipeline: the aggregates become properties.</summary>
internal sealed class WindowResultObject
{
    private IReadOnlyList<string>? _names;
    private string[] _shown = [];

    public PSObject Of(WindowResult result)
    {
        var item = new PSObject(result);
        for (var i = 0; i < result.Names.Count; i++)
            item.Properties.Add(new PSNoteProperty(result.Names[i], result.Values[i]), preValidated: true);

        if (!ReferenceEquals(_names, result.Names))
        {
            _names = result.Names;
            string[] key = result.Key is null ? [] : [nameof(result.Key)];
            _shown = [nameof(result.Start), nameof(result.End), .. key, .. result.Names, nameof(result.Revision)];
        }
        // What Format-Table and Format-List show: the lists by which the engine keeps names and values are its own affair.
        item.Members.Add(new PSMemberSet("PSStandardMembers", [new PSPropertySet("DefaultDisplayPropertySet", _shown)]));
        return item;
    }
}
