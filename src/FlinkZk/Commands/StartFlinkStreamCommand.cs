using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using System.Text;
using FlinkZk.Cmdlets;
using FlinkZk.Coordination;
using FlinkZk.Streams.Configuration;
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
    private const string StreamSet = "Stream";
    private static readonly string[] OfShortForm =
        [nameof(Schema), nameof(Time), nameof(TimeFormat), nameof(OutOfOrderness), nameof(Lateness), nameof(Key), nameof(Window), nameof(Slide), nameof(SessionGap), nameof(EmitEvery), nameof(Aggregate), nameof(Where)];
    private LateOutput? _late;
    private StreamRun? _run;
    private bool _hasRunPiped;

    /// <summary>Records: objects with properties, or hashtables; or a stream's definition, which is run.</summary>
    [Parameter(ValueFromPipeline = true, ParameterSetName = InputSet)]
    [Parameter(ValueFromPipeline = true, ParameterSetName = StreamSet)]
    public PSObject? InputObject { get; set; }

    /// <summary>A stream's definition, as New-FlinkStream begins it: what is piped goes to its source that takes the pipeline.</summary>
    [Parameter(Mandatory = true, ParameterSetName = StreamSet)]
    [ValidateNotNull]
    public FlinkStream? Stream { get; set; }

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
    [Parameter(ParameterSetName = InputSet)]
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    public IDictionary? Schema { get; set; }

    /// <summary>The property that holds a record's time.</summary>
    [Parameter(ParameterSetName = InputSet)]
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    [ArgumentCompleter(typeof(StreamColumnCompleter))]
    [ColumnArgument]
    [ValidateNotNullOrEmpty]
    public string? Time { get; set; }

    /// <summary>The .NET format of times that are neither ISO 8601 nor epoch milliseconds.</summary>
    [Parameter(ParameterSetName = InputSet)]
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    [ValidateNotNullOrEmpty]
    public string? TimeFormat { get; set; }

    /// <summary>How much earlier than the latest time seen a record may be without being late.</summary>
    [Parameter(ParameterSetName = InputSet)]
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    public Duration OutOfOrderness { get; set; }

    /// <summary>How long after its end a window still takes records, and gives its result anew with each.</summary>
    [Parameter(ParameterSetName = InputSet)]
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    public Duration Lateness { get; set; }

    /// <summary>The property by which records are keyed: each key has windows of its own.</summary>
    [Parameter(ParameterSetName = InputSet)]
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    [ArgumentCompleter(typeof(StreamColumnCompleter))]
    [ColumnArgument]
    [ValidateNotNullOrEmpty]
    public string? Key { get; set; }

    /// <summary>The windows' length.</summary>
    [Parameter(ParameterSetName = InputSet)]
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    public Duration Window { get; set; }

    /// <summary>How often a window begins; without it each begins where the last one ends.</summary>
    [Parameter(ParameterSetName = InputSet)]
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    public Duration Slide { get; set; }

    /// <summary>The silence of a key that ends its session; makes session windows.</summary>
    [Parameter(ParameterSetName = InputSet)]
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    [Alias("Gap")]
    public Duration SessionGap { get; set; }

    /// <summary>Gives the result of a window that is still open as well, each time event time has gone on by this: of what it holds so far.</summary>
    [Parameter(ParameterSetName = InputSet)]
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    [OptionalDuration]
    public Duration? EmitEvery { get; set; }

    /// <summary>What is computed of each window: @{ Orders = 'count'; Revenue = 'sum Amount' }, or 'Revenue=sum Amount', 'P95=percentile 95 Latency', 'Best=top 3 Amount', 'Big=count where Amount > 100'. Functions: count, sum, avg, min, max, first, last, distinct, approxdistinct, percentile, approxpercentile, top, collect, variance, stddev.</summary>
    [Parameter(ParameterSetName = InputSet)]
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    [ArgumentCompleter(typeof(AggregateCompleter))]
    [ValidateNotNullOrEmpty]
    public object[]? Aggregate { get; set; }

    /// <summary>Which records go on; $_ is the record, $config the configuration's revision that holds for it.</summary>
    [Parameter(ParameterSetName = InputSet)]
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
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
        Target = (object?)Job ?? (object?)Stream ?? Path;
        // What is piped may be the definition itself: nothing is opened before that is known.
        if (ParameterSetName != InputSet || !MyInvocation.ExpectingInput || SaysOfShortForm is not null)
            Open();
    }

    /// <inheritdoc/>
    protected override void Process()
    {
        foreach (var record in Records(InputObject))
        {
            Target = record;
            if (record?.BaseObject is FlinkStream stream && ParameterSetName == InputSet)
                RunPiped(stream);
            // What is null has no time: the error of this record, and counted, not passed over.
            else if (record is not null || MyInvocation.ExpectingInput && (Time is not null || ParameterSetName == StreamSet))
                Push(record ?? new PSObject());
        }
    }

    /// <inheritdoc/>
    protected override void End()
    {
        Target = Stream ?? (object)(LiteralPath ?? Path);
        if (_hasRunPiped)
            return;
        if (_run is null)
            Open();
        if (_run.TakesPipeline)
            _run.Complete();
        else
            _run.Run(StopToken);
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

    private string? SaysOfShortForm => MyInvocation.BoundParameters.Keys.FirstOrDefault(name => OfShortForm.Contains(name, StringComparer.Ordinal));

    [MemberNotNull(nameof(_run))]
    private void Open()
    {
        _run = Open(Stream ?? ShortForm(), isShortForm: Stream is null);
        if (_run.TakesPipeline)
            _run.Begin(StopToken);
        else if (MyInvocation.ExpectingInput)
            throw new FlinkZkException("InvalidPlan", ErrorCategory.InvalidArgument, "Records come down the pipeline, and the stream has no source that takes them.", "Give it one: Add-FlinkSource -Pipeline -Time At.");
    }

    private void Push(PSObject record)
    {
        if (_run is null)
            Open();
        // -InputObject beside a definition without such a source.
        if (_run.TakesPipeline)
            _run.Push(record);
        else
            throw new FlinkZkException("InvalidPlan", ErrorCategory.InvalidArgument, "-InputObject is given, and the stream has no source that takes it.", "Give it one: Add-FlinkSource -Pipeline -Time At.");
    }

    // A definition that is piped is run to its end, and the next one after it.
    private void RunPiped(FlinkStream stream)
    {
        if (SaysOfShortForm is { } superfluous)
            throw new FlinkZkException("InvalidPlan", ErrorCategory.InvalidArgument, $"-{superfluous} does not go with a stream's definition, which says that itself.", "Leave it out, or add it to the definition.");
        _run?.Dispose();
        _run = Open(stream, isShortForm: false);
        _hasRunPiped = true;
        if (_run.TakesPipeline)
            throw new FlinkZkException("InvalidPlan", ErrorCategory.InvalidArgument, $"The stream '{stream.Name}' takes what comes down the pipeline, and the stream itself came down there.", "Pipe the records, and name the stream: $rows | Start-FlinkStream -Stream $stream.");
        _run.Run(StopToken);
    }

    private StreamRun Open(FlinkStream stream, bool isShortForm)
    {
        if (stream.All.Count == 0)
            throw FlinkStream.Wrong($"The stream '{stream.Name}' has no source.", "Begin with one: New-FlinkStream orders | Add-FlinkSource orders.csv -Time At | ...");
        var build = StreamBuild.Of(stream, this, isShortForm, Job is not null);
        CheckScripts(build);
        var latePath = FullPath(LatePath);
        if (latePath is not null)
            LateFile.Check(latePath, build.InputPaths);
        build.OpenFiles();
        _late = new LateOutput(LateVariable is null ? null : late => SessionState.PSVariable.Set(LateVariable, late), latePath);
        return new StreamRun(build, OpenConfiguration(), _late, new StreamConsole(this, Job ?? (isShortForm ? "Stream" : stream.Name), build.Windows, quiet: IsQuiet));
    }

    private void CheckScripts(StreamBuild build)
    {
        foreach (var script in build.Scripts)
        {
            if (script.UsesConfiguration && Job is null && Config is null)
                throw new FlinkZkException("InvalidPlan", ErrorCategory.InvalidArgument, $"{script.Owner} uses $config, and no configuration is given.", "Add -Job orders to follow a job's configuration in ZooKeeper, or give values: -Config @{ threshold = 60 }. A variable of your own needs another name.");
            if (script.UnsetVariables(SessionState) is { Count: > 0 } unset)
                WriteWarning($"{script.Owner} asks for {string.Join(", ", unset.Select(name => $"${name}"))}, which nobody has set, so it is null. The configuration is $config, the record $_.");
        }
    }

    // What the parameters say is a definition of a source, a filter and windows.
    private FlinkStream ShortForm()
    {
        var schema = SchemaParameter.Parse(Schema);
        if (Aggregate is not null && Given(nameof(Window), Window) is null && Given(nameof(SessionGap), SessionGap) is null)
            throw new FlinkZkException("InvalidPlan", ErrorCategory.InvalidArgument, "Aggregates are computed of windows, and no window is given.", "Add -Window 1h, or -SessionGap 30m.");
        var windows = WindowParameter.Create(Given(nameof(Window), Window), Given(nameof(Slide), Slide), Given(nameof(SessionGap), SessionGap));
        new StreamPlan { Time = Time, TimeFormat = TimeFormat, Key = Key, Window = windows, Watermarks = WatermarkStrategy.ForBoundedOutOfOrderness(OutOfOrderness), AllowedLateness = Lateness, EmitEvery = EmitEvery?.Value }.Validate();
        var stream = FlinkStream.Create(Job ?? "stream").With(new SourceStep
        {
            Path = ParameterSetName == PathSet ? Path : null,
            LiteralPath = LiteralPath,
            Format = Format,
            Pattern = Pattern,
            Delimiter = MyInvocation.BoundParameters.ContainsKey(nameof(Delimiter)) ? Delimiter : null,
            Header = Header,
            Encoding = Encoding?.WebName,
            Schema = schema,
            Time = Time,
            TimeFormat = TimeFormat,
            OutOfOrderness = OutOfOrderness,
        }, null);
        if (Where is not null)
            stream = stream.With(new FilterStep(Where) { From = stream.Ends }, null);
        if (windows is null)
            return stream;
        return stream.With(new WindowStep
        {
            From = stream.Ends,
            Key = Key,
            Window = Given(nameof(Window), Window),
            Slide = Given(nameof(Slide), Slide),
            SessionGap = Given(nameof(SessionGap), SessionGap),
            Lateness = Lateness,
            EmitEvery = EmitEvery?.Value,
            Aggregate = Aggregate is null ? null : AggregateParameter.Parse(Aggregate),
        }, null);
    }

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
