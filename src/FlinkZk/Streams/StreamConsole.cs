using System.Globalization;
using System.Management.Automation;
using FlinkZk.Cmdlets;
using FlinkZk.Streams.Records;
using FlinkZk.Streams.Runtime;

namespace FlinkZk;

/// <summary>What a stream writes onto the pipeline of its cmdlet: results, errors, progress, and the summary at the end.</summary>
/// <param name="cmdlet">The cmdlet.</param>
/// <param name="name">What the progress is called by.</param>
/// <param name="windows">What results of windows look like, by step.</param>
/// <param name="quiet">Whether the summary goes to -InformationVariable alone.</param>
internal sealed class StreamConsole(FlinkZkCmdlet cmdlet, string name, IReadOnlyDictionary<string, WindowShape> windows, bool quiet)
{
    private const string SummaryTag = "FlinkZkSummary";
    private const string HostTag = "PSHOST";

    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(250);
    private readonly TimeProvider _time = TimeProvider.System;
    private long _lastProgress = TimeProvider.System.GetTimestamp();
    private bool _progressShown;

    public void WriteResult(WindowResult result)
    {
        ClearProgress();
        // What has no beginning and no end is no span of time: a record like any other.
        if (result.IsOfAllTimes)
        {
            cmdlet.WriteObject(RowObject.Of(result));
            return;
        }

        var shape = windows[result.Step];
        cmdlet.WriteObject(new FlinkWindowResult(result, shape.Columns).ToOutput(shape.IsKeyed));
    }

    public void WriteRecord(IRow row, long revision) => cmdlet.WriteObject(RowObject.Of(row));

    public ErrorDecision WriteError(RecordError error)
    {
        cmdlet.WriteError(StreamErrors.ToErrorRecord(error));
        return ErrorDecision.Continue;
    }

    public void WriteError(ErrorRecord error) => cmdlet.WriteError(error);

    public void WriteProgress(StreamProgress progress)
    {
        if (_time.GetElapsedTime(_lastProgress) < ProgressInterval)
            return;
        _lastProgress = _time.GetTimestamp();
        _progressShown = true;
        cmdlet.WriteProgress(new ProgressRecord(0, name, string.Create(CultureInfo.InvariantCulture, $"{progress.Records:N0} records"))
        {
            PercentComplete = progress.Percent ?? -1,
            CurrentOperation = progress.CurrentFile,
        });
    }

    public void WriteWarning(string text) => cmdlet.WriteWarning(text);

    public void WriteSummary(StreamSummary summary)
    {
        ClearProgress();
        // As Write-Host does: shown at the prompt, never mixed into the output; -InformationVariable takes it, 6>$null hides it. A host shows what bears its
        // tag whatever -InformationAction says, because the preference is SilentlyContinue anyway: so the tag is left out where the user said so.
        cmdlet.WriteInformation(new HostInformationMessage { Message = StreamSummaryText.Of(summary) }, quiet ? [SummaryTag] : [HostTag, SummaryTag]);
    }

    public void ClearProgress()
    {
        if (!_progressShown)
            return;
        _progressShown = false;
        cmdlet.WriteProgress(new ProgressRecord(0, name, "done") { RecordType = ProgressRecordType.Completed });
    }
}
