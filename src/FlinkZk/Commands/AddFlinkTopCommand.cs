using System.Management.Automation;

namespace FlinkZk.Commands;

/// <summary>Keeps the first records of each key by a value, as ROW_NUMBER in Flink SQL does.</summary>
[Cmdlet(VerbsCommon.Add, "FlinkTop")]
[OutputType(typeof(FlinkStream))]
public sealed class AddFlinkTopCommand : StreamMiddleCmdlet
{
    /// <summary>How many.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateRange(1, 10_000)]
    public int Count { get; set; }

    /// <summary>The property that orders records: the least first. Of equal ones the earlier is ahead.</summary>
    [Parameter(Mandatory = true)]
    [ColumnArgument]
    [ValidateNotNullOrEmpty]
    public string By { get; set; } = "";

    /// <summary>The property by which records are keyed: each key has first ones of its own.</summary>
    [Parameter]
    [ColumnArgument]
    [ValidateNotNullOrEmpty]
    public string? Key { get; set; }

    /// <summary>The greatest first.</summary>
    [Parameter]
    public SwitchParameter Descending { get; set; }

    /// <summary>Gives each record its rank, and tells each one that moves.</summary>
    [Parameter]
    public SwitchParameter Rank { get; set; }

    /// <summary>Gives nothing before the input has ended, and then what is there: records without RowKind.</summary>
    [Parameter]
    public SwitchParameter Final { get; set; }

    private protected override FlinkStream Extend(FlinkStream stream) => stream.With(
        new TopStep { From = Ends(stream), Count = Count, By = By, Key = Key, Descending = Descending, Rank = Rank, Final = Final }, Name);
}
