using System.Management.Automation;

namespace FlinkZk.Commands;

/// <summary>Adds a step to a stream that works on the records of each key with a block, which keeps state and sets timers, as Flink's KeyedProcessFunction does.</summary>
[Cmdlet(VerbsCommon.Add, "FlinkProcess")]
[OutputType(typeof(FlinkStream))]
public sealed class AddFlinkProcessCommand : StreamMiddleCmdlet
{
    /// <summary>
    /// The block that runs for each record: each object that it puts out is a record, with the time of the one that came in. $_ is the record, $state a hashtable that is
    /// kept for its key, $context tells Key, Time and Now and has SetTimer, SetTimerAfter and ClearTimer, $config is the configuration. Where it fails, nothing of it holds.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNull]
    public ScriptBlock Script { get; set; } = null!;

    /// <summary>The property by which records are keyed; without it all of them have one state.</summary>
    [Parameter]
    [ColumnArgument]
    [ValidateNotNullOrEmpty]
    public string? Key { get; set; }

    /// <summary>The block that runs when a timer is due, with its time as $_: $state is that of the key that set it.</summary>
    [Parameter]
    [ValidateNotNull]
    public ScriptBlock? OnTimer { get; set; }

    /// <summary>Timers go by the clock and not by the times of records. What the step puts out has no time then.</summary>
    [Parameter]
    public SwitchParameter ProcessingTime { get; set; }

    private protected override FlinkStream Extend(FlinkStream stream) => ProcessingTime && OnTimer is null
        ? throw FlinkStream.Wrong("-ProcessingTime says by what timers go, and without -OnTimer there are none.", "Add -OnTimer, or leave -ProcessingTime out.")
        : stream.With(new ProcessStep(Script) { From = Ends(stream), Key = Key, OnTimer = OnTimer, ProcessingTime = ProcessingTime }, Name);
}
