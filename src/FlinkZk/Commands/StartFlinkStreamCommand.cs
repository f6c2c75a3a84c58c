using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using System.Text;
using FlinkZk.Cmdlets;
using FlinkZk.Coordination;
using FlinkZk.Streams.Configuration;
using FlinkZk.Streams.Records;
using FlinkZk.Streams.Runtime;
using FlinkZk.Streams.Time;

namespace FlinkZk.Commands;

/// <summary>Runs a stream job in this process, with Flink's event-time semantics, over files or over what comes down the pipeline.</summary>
[Cmdlet(VerbsLifecycle.Start, "FlinkStream", DefaultParameterSetName = InputSet)]
[OutputType(typeof(FlinkWindowResult), typeof(PSObject))]
[SuppressMessage("PowerShell", "PSUseShouldProcess", Justification = "A stream changes nothing but the file that -LatePath names.")]
public sealed class StartFlinkStreamCommand : FlinkZkCmdlet
{
    private const string InputSet = "Input";
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";
    private LateOutput? _late;
    private StreamInput? _input;
    private StreamRun? _run;

    /// <summary>Records: objects with properties, or hashtables.</summary>
    [Parameter(ValueFromPipeline = true, ParameterSetName = InputSet)]
    public PSObject? InputObject { get; set; }

    /// <summary>Files, wildcards allowed; read one after the other in ordinal order of their paths.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>Files by their very names: no character in them is a wildcard.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet)]
    [ValidateNotNullOrEmpty]
    public string[]? LiteralPath { get; set; }

    /// <summary>How the files are read; without it by their names.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    public StreamFormat Format { get; set; }

    /// <summary>A regular expression that takes lines of text apart: its named groups are the properties.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    [ValidateNotNullOrEmpty]
    public string? Pattern { get; set; }

    /// <summary>What stands between two fields of a CSV file; without it a comma, in .tsv files a tabulator.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    public char Delimiter { get; set; }

    /// <summary>How the text of the files is encoded, by the names that Get-Content takes, or those of .NET; without it UTF-8, or what a byte order mark says. What is compressed by gzip is unpacked.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    [EncodingTransformation]
    [ArgumentCompleter(typeof(EncodingCompleter))]
    [ValidateNotNull]
    public Encoding? Encoding { get; set; }

    /// <summary>The columns' names of a CSV file that has no header.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    [ValidateNotNullOrEmpty]
    public string[]? Header { get; set; }

    /// <summary>Types by property: Text, Int64, Double, Decimal, Boolean, DateTime. A value that is not of its type is an error. Where it says nothing, a value of a file is what it stands for by itself (12 an Int64, 9.90 a Decimal, 1.5e-3 a Double, true a Boolean), a key is the text that is written, and text of which a sum, a mean, a minimum or a maximum is asked is read as a number where it is one.</summary>
    [Parameter]
    public IDictionary? Schema { get; set; }

    /// <summary>The property that holds a record's time.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(StreamColumnCompleter))]
    [ColumnArgument]
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
    [ArgumentCompleter(typeof(StreamColumnCompleter))]
    [ColumnArgument]
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
    [Alias("Gap")]
    public Duration SessionGap { get; set; }

    /// <summary>Gives the result of a window that is still open as well, each time event time has gone on by this: of what it holds so far.</summary>
    [Parameter]
    [OptionalDuration]
    public Duration? EmitEvery { get; set; }

    /// <summary>What is computed of each window: @{ Orders = 'count'; Revenue = 'sum Amount' }, or 'Revenue=sum Amount', 'P95=percentile 95 Latency', 'Best=top 3 Amount', 'Big=count where Amount > 100'. Functions: count, sum, avg, min, max, first, last, distinct, approxdistinct, percentile, approxpercentile, top, collect, variance, stddev.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(AggregateCompleter))]
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
    [SessionArgument]
    [ArgumentCompleter(typeof(SessionValueCompleter))]
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

    /// <inheritdoc/>
    protected override void Begin()
    {
        Target = (object?)Job ?? Path;
        var latePath = FullPath(LatePath);
        var schema = SchemaParameter.Parse(Schema);
        var plan = ReadPlan(schema);
        var types = new PipelineTypes(schema);
        var columns = new WindowColumns(WindowParameter.Step(Given(nameof(Window), Window), Given(nameof(Slide), Slide)), Key is not null, Job is not null);
        var console = new StreamConsole(this, Job ?? "Stream", columns, Key is not null, quiet: IsQuiet);
        plan.Validate();
        if (Given(nameof(Slide), Slide) > Given(nameof(Window), Window))
            WriteWarning($"Windows of {Window} every {Slide} leave gaps: a record between two of them is in no result. Windows that overlap have a -Slide shorter than -Window.");
        if (ParameterSetName != InputSet)
            _input = ReadInput(schema);
        if (latePath is not null)
            LateFile.Check(latePath, _input?.Paths ?? []);
        _late = new LateOutput(LateVariable is null ? null : late => SessionState.PSVariable.Set(LateVariable, late), latePath);
        _run = new StreamRun(plan, types, OpenConfiguration(), _late, console, live: _input is null);
    }

    /// <inheritdoc/>
    protected override void Process()
    {
        if (ParameterSetName != InputSet)
            return;
        foreach (var record in Records(InputObject))
        {
            Target = record;
            // What is null has no time: the error of this record, and counted, not passed over.
            if (record is not null || Time is not null && MyInvocation.ExpectingInput)
                _run!.Push(record ?? new PSObject());
        }
    }

    /// <inheritdoc/>
    protected override void End()
    {
        Target = LiteralPath ?? Path;
        if (_input is null)
        {
            _run!.Complete();
            return;
        }
        using var source = _input.Open();
        _run!.Run(source, StopToken);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _run?.Dispose();
            _late?.Dispose();
        }
        base.Dispose(disposing);
    }

    // -InputObject $rows means each of them, as $rows | does.
    private IEnumerable<PSObject?> Records(PSObject? input) => !MyInvocation.ExpectingInput && input?.BaseObject is IEnumerable items and not (string or IDictionary)
        ? items.Cast<object?>().Select(item => item is null ? null : PSObject.AsPSObject(item))
        : [input];

    // The preference is SilentlyContinue anyway: only what the user says of this call tells that they want silence.
    private bool IsQuiet => MyInvocation.BoundParameters.TryGetValue("InformationAction", out var action) && action is ActionPreference.SilentlyContinue or ActionPreference.Ignore;

    private StreamPlan ReadPlan(IReadOnlyDictionary<string, FieldType>? schema)
    {
        var plan = new StreamPlan
        {
            Time = Time,
            TimeFormat = TimeFormat,
            Key = Key,
            Window = WindowParameter.Create(Given(nameof(Window), Window), Given(nameof(Slide), Slide), Given(nameof(SessionGap), SessionGap)),
            Watermarks = WatermarkStrategy.ForBoundedOutOfOrderness(OutOfOrderness),
            AllowedLateness = Lateness,
            EmitEvery = EmitEvery?.Value,
        };
        var filter = Where is null ? null : new ScriptFilter(Where);
        if (filter is { UsesConfiguration: true } && Job is null && Config is null)
            throw new FlinkZkException("InvalidPlan", ErrorCategory.InvalidArgument, "-Where uses $config, and no configuration is given.", "Add -Job orders to follow a job's configuration in ZooKeeper, or give values: -Config @{ threshold = 60 }. A variable of your own needs another name.");
        if (filter?.UnsetVariables(SessionState) is { Count: > 0 } unset)
            WriteWarning($"-Where asks for {string.Join(", ", unset.Select(name => $"${name}"))}, which nobody has set, so it is null. The configuration is $config, the record $_.");
        if (Aggregate is not null && plan.Window is null)
            throw new FlinkZkException("InvalidPlan", ErrorCategory.InvalidArgument, "Aggregates are computed of windows, and no window is given.", "Add -Window 1h, or -SessionGap 30m.");
        plan = plan with { Where = schema is { Count: > 0 } ? new ColumnLookout(new UnseenColumns(schema.Keys), filter) : filter };
        return Aggregate is null ? plan : plan with { Aggregates = AggregateParameter.Parse(Aggregate) };
    }

    private StreamInput ReadInput(IReadOnlyDictionary<string, FieldType>? schema) => new(LiteralPath is null ? InputFiles.Resolve(this, Path) : [.. LiteralPath.Select(GetUnresolvedProviderPathFromPSPath)])
    {
        Format = Format,
        Pattern = Pattern,
        Delimiter = MyInvocation.BoundParameters.ContainsKey(nameof(Delimiter)) ? Delimiter : null,
        Header = Header,
        Schema = schema,
        Encoding = Encoding,
    };

    private IConfigurationFeed? OpenConfiguration() => (Job, Config) switch
    {
        (null, null) => null,
        (null, _) => new FixedConfiguration(ConfigurationInput.Snapshot(Config)),
        (_, null) => Follow(Job),
        _ => throw new FlinkZkException("InvalidPlan", ErrorCategory.InvalidArgument, "$config comes either from ZooKeeper (-Job) or from the command line (-Config).", "Leave one of them out."),
    };

    private ZkConfigurationFeed Follow(string job)
    {
        EntityName.Validate(job, "job");
        var session = Session ?? RunspaceSessions.Current.Default ?? throw SessionNotFound.NotConnected();
        var feed = Wait(token => ZkConfigurationFeed.StartAsync(session, job, token));
        foreach (var unread in feed.Unread)
            WriteWarning($"A value of the configuration is missing in $config: {unread.Exception.Message}");
        if (!feed.IsConfigured)
            WriteWarning($"The job '{job}' has no configuration of its own (Get-ZkConfig lists the jobs that have): the defaults hold, until it has.");
        return feed;
    }

    private TimeSpan? Given(string parameter, Duration value) => MyInvocation.BoundParameters.ContainsKey(parameter) ? value.Value : null;
}
