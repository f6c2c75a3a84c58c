using System.Management.Automation;

namespace FlinkZk.Commands;

/// <summary>Adds windows to a stream: records are gathered in spans of their time, and each window gives one record.</summary>
[Cmdlet(VerbsCommon.Add, "FlinkWindow")]
[OutputType(typeof(FlinkStream))]
public sealed class AddFlinkWindowCommand : StreamMiddleCmdlet
{
    /// <summary>The windows' length.</summary>
    [Parameter(Position = 0)]
    public Duration Window { get; set; }

    /// <summary>How often a window begins; without it each begins where the last one ends.</summary>
    [Parameter]
    public Duration Slide { get; set; }

    /// <summary>The silence of a key that ends its session; makes session windows.</summary>
    [Parameter]
    [Alias("Gap")]
    public Duration SessionGap { get; set; }

    /// <summary>The property by which records are keyed: each key has windows of its own.</summary>
    [Parameter]
    [ColumnArgument]
    [ValidateNotNullOrEmpty]
    public string? Key { get; set; }

    /// <summary>What is computed of each window: @{ Orders = 'count'; Revenue = 'sum Amount' }, as Start-FlinkStream has it; without it the number of records.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(AggregateCompleter))]
    [ValidateNotNullOrEmpty]
    public object[]? Aggregate { get; set; }

    /// <summary>How long after its end a window still takes records, and gives its result anew with each.</summary>
    [Parameter]
    public Duration Lateness { get; set; }

    /// <summary>Gives the result of a window that is still open as well, each time event time has gone on by this: of what it holds so far.</summary>
    [Parameter]
    [OptionalDuration]
    public Duration? EmitEvery { get; set; }

    private protected override FlinkStream Extend(FlinkStream stream)
    {
        var (size, slide, gap) = (Given(nameof(Window), Window), Given(nameof(Slide), Slide), Given(nameof(SessionGap), SessionGap));
        if (WindowParameter.Create(size, slide, gap) is null)
            throw WindowParameter.Wrong("No window is given.");
        return stream.With(new WindowStep
        {
            From = Ends(stream),
            Key = Key,
            Window = size,
            Slide = slide,
            SessionGap = gap,
            Lateness = Lateness,
            EmitEvery = EmitEvery?.Value,
            Aggregate = Aggregate is null ? null : AggregateParameter.Parse(Aggregate),
        }, Name);
    }
}
