using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using FlinkZk.Cmdlets;
using FlinkZk.Streams.Runtime;
using FlinkZk.Streams.Time;

namespace FlinkZk.Commands;

/// <summary>Runs a stream job in this process, with Flink's event-time semantics, over files or over what comes down the pipeline.</summary>
[Cmdlet(VerbsLifecycle.Start, "FlinkStream", DefaultParameterSetName = InputSet)]
[OutputType(typeof(WindowResult), typeof(PSObject))]
[SuppressMessage("PowerShell", "PSUseShouldProcess", Justification = "A stream changes nothing but the file that -LatePath names.")]
public sealed partial class StartFlinkStreamCommand : FlinkZkCmdlet
{
    private const string InputSet = "Input";
    private const string PathSet = "Path";

    /// <summary>Records: objects with properties, or hashtables.</summary>
    [Parameter(ValueFromPipeline = true, ParameterSetName = InputSet)]
    public PSObject? InputObject { get; set; }

    /// <summary>Files, or patterns with * and ?; read one after the other in ordinal order of their paths.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet)]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>How the files are read; without it by their names.</summary>
    [Parameter(ParameterSetName = PathSet)]
    public StreamFormat Format { get; set; }

    /// <summary>A regular expression that takes lines of text apart: its named groups are the properties.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [ValidateNotNullOrEmpty]
    public string? Pattern { get; set; }

    /// <summary>What stands between two fields of a CSV file; without it a comma, in .tsv files a tabulator.</summary>
    [Parameter(ParameterSetName = PathSet)]
    public char Delimiter { get; set; }

    /// <summary>The columns' names of a CSV file that has no header.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [ValidateNotNullOrEmpty]
    public string[]? Header { get; set; }

    /// <summary>Types by property: Text, Int64, Double, Decimal, Boolean, DateTime. Where it says nothing, those of a file's columns are inferred, and text that is summed is read as numbers.</summary>
    [Parameter]
    public IDictionary? Schema { get; set; }

    /// <summary>The property that holds a record's time.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Time { get; set; }

    /// <summary>The .NET format of times that are neither ISO 8601 nor epoch milliseconds.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? TimeFormat { get; set; }

    /// <summary>How much earlier than the latest time seen a record may be without being late.</summary>
    [Parameter]
    public Duration OutOfOrderness { get; set; }

    /// <summary>How long after its end a window still takes records, and gives its result anew with each.</summary>
    [Parameter]
    public Duration Lateness { get; set; }

    /// <summary>The property by which records are keyed: each key has windows of its own.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Key { get; set; }

    /// <summary>The windows' length.</summary>
    [Parameter]
    public Duration Window { get; set; }

    /// <summary>How often a window begins; without it each begins where the last one ends.</summary>
    [Parameter]
    public Duration Slide { get; set; }

    /// <summary>The silence of a key that ends its session; makes session windows.</summary>
    [Parameter]
    public Duration SessionGap { get; set; }

    /// <summary>What is computed of each window: @{ Orders = 'count'; Revenue = 'sum Amount' }, or 'Revenue=sum Amount'; functions count, sum, avg, min, max.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public object[]? Aggregate { get; set; }

    /// <summary>Which records go on; $_ is the record, $config the configuration's revision that holds for it.</summary>
    [Parameter]
    public ScriptBlock? Where { get; set; }

    /// <summary>The job whose configuration in ZooKeeper is $config; changes take effect while the stream runs, a whole revision at a time.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(JobNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Job { get; set; }

    /// <summary>Fixed values for $config, without ZooKeeper.</summary>
    [Parameter]
    public IDictionary? Config { get; set; }

    /// <summary>The session that holds the job's configuration; without it the runspace's last one is used.</summary>
    [Parameter]
    [SessionOfThisProcess]
    [ValidateNotNull]
    public ZkSession? Session { get; set; }

    /// <summary>The name of a variable that takes the late records.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? LateVariable { get; set; }

    /// <summary>A file that takes the late records, a JSON object a line; it is overwritten.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? LatePath { get; set; }

    private StreamPlan ReadPlan()
    {
        var plan = new StreamPlan
        {
            Time = Time,
            TimeFormat = TimeFormat,
            Key = Key,
            Window = WindowParameter.Create(Given(nameof(Window), Window), Given(nameof(Slide), Slide), Given(nameof(SessionGap), SessionGap)),
            Watermarks = WatermarkStrategy.ForBoundedOutOfOrderness(OutOfOrderness),
            AllowedLateness = Lateness,
            Where = Where is null ? null : new ScriptFilter(Where),
        };
        if (Aggregate is not null && plan.Window is null)
            throw new FlinkZkException("InvalidPlan", ErrorCategory.InvalidArgument, "Aggregates are computed of windows, and no window is given.", "Add -Window 1h, or -SessionGap 30m.");
        return Aggregate is null ? plan : plan with { Aggregates = AggregateParameter.Parse(Aggregate) };
    }

    private StreamInput ReadInput() => new([.. Path.Select(GetUnresolvedProviderPathFromPSPath)])
    {
        Format = Format,
        Pattern = Pattern,
        Delimiter = MyInvocation.BoundParameters.ContainsKey(nameof(Delimiter)) ? Delimiter : null,
        Header = Header,
        Schema = SchemaParameter.Parse(Schema),
    };

    private TimeSpan? Given(string parameter, Duration value) => MyInvocation.BoundParameters.ContainsKey(parameter) ? value.Value : null;
}
