using System.Collections;
using System.Globalization;
using System.Management.Automation;
using FlinkZk.Cmdlets;
using FlinkZk.Coordination;
using FlinkZk.Streams.Configuration;
using FlinkZk.Streams.Records;
using FlinkZk.Streams.Runtime;
using StreamSnapshot = FlinkZk.Streams.Configuration.ConfigurationSnapshot;

namespace FlinkZk.Commands;

/// <content>The run: input into the job, outputs onto the pipeline. All of it happens on the pipeline's thread, to which script blocks belong.</content>
public sealed partial class StartFlinkStreamCommand
{
    private const string SummaryTag = "FlinkZkSummary";

    // A live pipeline must not wait for a batch to fill; a fast one must not flush for each record.
    private static readonly TimeSpan FlushInterval = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(250);

    private readonly WindowResultObject _results = new();
    private readonly TimeProvider _time = TimeProvider.System;
    private LateOutput? _late;
    private ZkConfigurationFeed? _feed;
    private StreamJob? _job;
    private PipelineTypes? _types;
    private long _lastFlush;
    private long _lastProgress;
    private bool _progressShown;
    private bool _feedFailureTold;

    /// <inheritdoc/>
    protected override void Begin()
    {
        Target = (object?)Job ?? Path;
        var plan = ReadPlan();
        _types = new PipelineTypes(SchemaParameter.Parse(Schema), plan.Aggregates);
        _late = new LateOutput(LateVariable is not null, LatePath is null ? null : GetUnresolvedProviderPathFromPSPath(LatePath));
        _job = new StreamJob(plan, new StreamOutputs { Result = OnResult, Record = OnRecord, Late = _late.Add, Error = OnError, Progress = OnProgress }, OpenConfiguration());
        _lastFlush = _lastProgress = _time.GetTimestamp();
    }

    /// <inheritdoc/>
    protected override void Process()
    {
        if (ParameterSetName == PathSet || InputObject is null)
            return;
        Target = InputObject;
        _job!.Push(new PipelineRow(InputObject, _types!));
        if (_time.GetElapsedTime(_lastFlush) < FlushInterval)
            return;
        _job.Flush();
        _lastFlush = _time.GetTimestamp();
    }

    /// <inheritdoc/>
    protected override void End()
    {
        Target = Path;
        StreamSummary summary;
        if (ParameterSetName == PathSet)
        {
            using var source = ReadInput().Open();
            summary = _job!.Run(source, StopToken);
        }
        else
        {
            summary = _job!.Complete();
        }
        Finish(summary);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _job?.Cancel();
            _late?.Dispose();
            if (_feed is not null)
                Task.Run(() => _feed.DisposeAsync().AsTask()).Wait();
        }
        base.Dispose(disposing);
    }

    private IConfigurationFeed? OpenConfiguration() => (Job, Config) switch
    {
        (null, null) => null,
        (null, _) => new FixedConfiguration(new StreamSnapshot(0, Values(Config))),
        (_, null) => _feed = Follow(Job),
        _ => throw new FlinkZkException("InvalidPlan", ErrorCategory.InvalidArgument, "$config comes either from ZooKeeper (-Job) or from the command line (-Config).", "Leave one of them out."),
    };

    private ZkConfigurationFeed Follow(string job)
    {
        EntityName.Validate(job, "job");
        var session = Session ?? ModuleState.Current.DefaultSession ?? throw ZkSessionCmdlet.NotConnected();
        return Wait(token => ZkConfigurationFeed.StartAsync(session, job, token));
    }

    private void OnResult(WindowResult result)
    {
        ClearProgress();
        WriteObject(_results.Of(result));
    }

    private void OnRecord(IRow row, long revision) => WriteObject(RowObject.Of(row));

    private ErrorDecision OnError(RecordError error)
    {
        WriteError(StreamErrors.ToErrorRecord(error));
        return ErrorDecision.Continue;
    }

    private void OnProgress(StreamProgress progress)
    {
        TellOfFeedFailure();
        if (_time.GetElapsedTime(_lastProgress) < ProgressInterval)
            return;
        _lastProgress = _time.GetTimestamp();
        _progressShown = true;
        WriteProgress(new ProgressRecord(0, Job ?? "Stream", string.Create(CultureInfo.InvariantCulture, $"{progress.Records:N0} records"))
        {
            PercentComplete = progress.Percent ?? -1,
            CurrentOperation = progress.CurrentFile,
        });
    }

    private void ClearProgress()
    {
        if (!_progressShown)
            return;
        _progressShown = false;
        WriteProgress(new ProgressRecord(0, Job ?? "Stream", "done") { RecordType = ProgressRecordType.Completed });
    }

    // The stream goes on with the revision it has: whoever runs it should know that later ones will not reach it.
    private void TellOfFeedFailure()
    {
        if (_feedFailureTold || _feed?.Failure is not { } failure)
            return;
        _feedFailureTold = true;
        WriteWarning($"The configuration of '{Job}' is followed no more: {failure.Message}");
    }

    private void Finish(StreamSummary summary)
    {
        ClearProgress();
        TellOfFeedFailure();
        if (LateVariable is not null)
            SessionState.PSVariable.Set(LateVariable, _late!.Collected!.ToArray());
        if (summary.Late > 0 && _late!.OnlyCounts)
            WriteWarning(string.Create(CultureInfo.InvariantCulture, $"{summary.Late:N0} records came too late for their windows and are in no result. -OutOfOrderness or -Lateness wait longer; -LateVariable or -LatePath take such records."));
        // As Write-Host does: shown at the prompt, never mixed into the output; -InformationVariable takes it, 6>$null hides it.
        WriteInformation(new HostInformationMessage { Message = StreamSummaryText.Of(summary) }, ["PSHOST", SummaryTag]);
    }

    private static Dictionary<string, object?> Values(IDictionary config)
    {
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in config)
            values[Convert.ToString(entry.Key, CultureInfo.InvariantCulture) ?? ""] = entry.Value;
        return values;
    }
}
