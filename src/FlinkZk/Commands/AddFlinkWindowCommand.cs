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

    /// <summary>Windows of so many records of a key; they begin anew when they are full.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public long Count { get; set; }

    /// <summary>How often, in records, a window of -Count begins: results come with each so many records, of the last -Count.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public long CountSlide { get; set; }

    /// <summary>One window for all records of a key; -Trigger says when it gives a result.</summary>
    [Parameter]
    public SwitchParameter Global { get; set; }

    /// <summary>Windows go by the clock of this machine and not by the records' times.</summary>
    [Parameter]
    public SwitchParameter ProcessingTime { get; set; }

    /// <summary>When a window gives results, where not at its end: 'count 100', with every so many records; 'every 10s', as time goes on; 'delta 5 Price', when a number has moved by more than that; 'end', when the input has ended.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Trigger { get; set; }

    /// <summary>Begins windows anew after each result.</summary>
    [Parameter]
    public SwitchParameter Purge { get; set; }

    /// <summary>Gives a result also when the clock has gone on by this since the first record after the last result.</summary>
    [Parameter]
    [OptionalDuration]
    public Duration? Timeout { get; set; }

    /// <summary>Which records a window keeps when it gives a result: 'last 5'; 'within 1m' of the latest; 'near 3 Price', those whose number is nearer than that to the last one's. The others are gone.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Keep { get; set; }

    /// <summary>Makes the result of all records, and lets those that -Keep does not keep go after it.</summary>
    [Parameter]
    public SwitchParameter KeepAfter { get; set; }

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
        var step = new WindowStep
        {
            From = Ends(stream),
            Key = Key,
            Window = Given(nameof(Window), Window),
            Slide = Given(nameof(Slide), Slide),
            SessionGap = Given(nameof(SessionGap), SessionGap),
            Count = MyInvocation.BoundParameters.ContainsKey(nameof(Count)) ? Count : null,
            CountSlide = MyInvocation.BoundParameters.ContainsKey(nameof(CountSlide)) ? CountSlide : null,
            Global = Global,
            ProcessingTime = ProcessingTime,
            Trigger = Trigger,
            Purge = Purge,
            Timeout = Timeout?.Value,
            Keep = Keep,
            KeepAfter = KeepAfter,
            Lateness = Lateness,
            EmitEvery = EmitEvery?.Value,
            Aggregate = Aggregate is null ? null : AggregateParameter.Parse(Aggregate),
        };
        step.Plan().Validate();
        return stream.With(step, Name);
    }
}
