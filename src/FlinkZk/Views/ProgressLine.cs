using System.Diagnostics;
using System.Management.Automation;

namespace FlinkZk;

/// <summary>A progress bar that comes only if the work takes a while: one that comes and goes at once disturbs.</summary>
internal sealed class ProgressLine(Action<ProgressRecord> write, string activity)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private bool _shown;

    public void Show(string status)
    {
        if (_clock.Elapsed < Interval)
            return;
        _clock.Restart();
        _shown = true;
        write(Plain(new ProgressRecord(0, activity, status)));
    }

    /// <summary>The same with its texts in plain lines: a node's name may stand in them.</summary>
    public static ProgressRecord Plain(ProgressRecord record)
    {
        record.Activity = PlainText.Line(record.Activity);
        record.StatusDescription = PlainText.Line(record.StatusDescription);
        record.CurrentOperation = PlainText.Line(record.CurrentOperation);
        return record;
    }

    public void End()
    {
        if (_shown)
            write(new ProgressRecord(0, activity, "done") { RecordType = ProgressRecordType.Completed });
    }
}
