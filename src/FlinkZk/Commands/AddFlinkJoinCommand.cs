using System.Management.Automation;
using FlinkZk.Streams.Runtime;

namespace FlinkZk.Commands;

/// <summary>Joins a stream with another one: records of equal keys that lie near each other in time, that lie in one window, or each with the version that held at its time.</summary>
[Cmdlet(VerbsCommon.Add, "FlinkJoin", DefaultParameterSetName = WithinSet)]
[OutputType(typeof(FlinkStream))]
public sealed class AddFlinkJoinCommand : StreamMiddleCmdlet
{
    private const string WithinSet = "Within";
    private const string BetweenSet = "Between";
    private const string WindowSet = "Window";
    private const string SessionSet = "Session";
    private const string AsOfSet = "AsOf";

    /// <summary>The other stream. Steps that both have grown out of are there once.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNull]
    public FlinkStream Other { get; set; } = null!;

    /// <summary>The property by which records are joined: equal values meet, and text is what it stands for. Without it every record may meet every other.</summary>
    [Parameter]
    [ColumnArgument]
    [ValidateNotNullOrEmpty]
    public string? Key { get; set; }

    /// <summary>The property of the other stream, where it has another name.</summary>
    [Parameter]
    [ColumnArgument]
    [ValidateNotNullOrEmpty]
    public string? OtherKey { get; set; }

    /// <summary>Joins records whose times lie no further apart than this.</summary>
    [Parameter(Mandatory = true, ParameterSetName = WithinSet)]
    public Duration Within { get; set; }

    /// <summary>Joins with records of the other stream that are earlier by up to this; 0s for none.</summary>
    [Parameter(Mandatory = true, ParameterSetName = BetweenSet)]
    public Duration Before { get; set; }

    /// <summary>Joins with records of the other stream that are later by up to this; 0s for none.</summary>
    [Parameter(Mandatory = true, ParameterSetName = BetweenSet)]
    public Duration After { get; set; }

    /// <summary>Joins records that lie in one window of this length.</summary>
    [Parameter(Mandatory = true, ParameterSetName = WindowSet)]
    public Duration Window { get; set; }

    /// <summary>How often a window begins; without it each begins where the last one ends.</summary>
    [Parameter(ParameterSetName = WindowSet)]
    public Duration Slide { get; set; }

    /// <summary>Joins records of one session: of a key, until both streams were silent for this long.</summary>
    [Parameter(Mandatory = true, ParameterSetName = SessionSet)]
    public Duration SessionGap { get; set; }

    /// <summary>Gives each record the latest of the other stream that is not later: the version that held at its time.</summary>
    [Parameter(Mandatory = true, ParameterSetName = AsOfSet)]
    public SwitchParameter AsOf { get; set; }

    /// <summary>Which records come out without a partner: Inner none; Left, Right, Full those of windows (Left also with -AsOf), with null for what the other side would have.</summary>
    [Parameter(ParameterSetName = WindowSet)]
    [Parameter(ParameterSetName = SessionSet)]
    [Parameter(ParameterSetName = AsOfSet)]
    public JoinKind Kind { get; set; }

    /// <summary>What is put before names of the other stream's properties that this one has, too.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string Prefix { get; set; } = "Other";

    private protected override FlinkStream Extend(FlinkStream stream)
    {
        if (Key is null && OtherKey is not null)
            throw FlinkStream.Wrong("-OtherKey is given, and no -Key.", "Name both: -Key Id -OtherKey OrderId.");
        if (Other.Ends.Count == 0)
            throw FlinkStream.Wrong($"The stream '{Other.Name}' has no source.", "Give it one: Add-FlinkSource payments.csv -Time At.");
        var own = Ends(stream);
        var merged = stream.Merge(Other, out var ends);
        return merged.With(new JoinStep
        {
            From = own,
            Other = ends,
            Key = Key,
            OtherKey = OtherKey ?? Key,
            Before = ParameterSetName == WithinSet ? Within.Value : Given(nameof(Before), Before),
            After = ParameterSetName == WithinSet ? Within.Value : Given(nameof(After), After),
            Window = Given(nameof(Window), Window),
            Slide = Given(nameof(Slide), Slide),
            SessionGap = Given(nameof(SessionGap), SessionGap),
            Join = Kind,
            Prefix = Prefix,
        }, Name);
    }
}
