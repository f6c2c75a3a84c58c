using System.Management.Automation;

namespace FlinkZk.Commands;

/// <summary>Keeps one record of each key: the first that comes, or the latest.</summary>
[Cmdlet(VerbsCommon.Add, "FlinkDistinct")]
[OutputType(typeof(FlinkStream))]
public sealed class AddFlinkDistinctCommand : StreamMiddleCmdlet
{
    /// <summary>The property by which records are keyed: those of one value are one.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ColumnArgument]
    [ValidateNotNullOrEmpty]
    public string Key { get; set; } = "";

    /// <summary>Keeps the latest by time, of equal times the one that came last; each that takes the place of another is told.</summary>
    [Parameter]
    public SwitchParameter Last { get; set; }

    /// <summary>With -Last: gives nothing before the input has ended, and then what is there: records without RowKind.</summary>
    [Parameter]
    public SwitchParameter Final { get; set; }

    private protected override FlinkStream Extend(FlinkStream stream) => Final && !Last
        ? throw FlinkStream.Wrong("The first record of a key goes on at once, and -Final waits for the end.", "Add -Last, or leave -Final out.")
        : stream.With(new DistinctStep { From = Ends(stream), Key = Key, Last = Last, Final = Final }, Name);
}
