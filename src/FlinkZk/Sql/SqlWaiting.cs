using System.Diagnostics;
using System.Management.Automation;

namespace FlinkZk;

/// <summary>Shows that a statement is waited for: when nothing has come for a second, and until something does.</summary>
/// <param name="activity">What is waited for.</param>
/// <param name="write">Writes the record.</param>
internal sealed class SqlWaiting(string activity, Action<ProgressRecord> write)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly long _began = Stopwatch.GetTimestamp();
    private long _last = Stopwatch.GetTimestamp();
    private bool _isShown;

    /// <summary>Nothing came.</summary>
    public void Nothing(long rows)
    {
        if (Stopwatch.GetElapsedTime(_last) < Patience)
            return;
        write(new(0, activity, $"{(rows == 0 ? "no row yet" : $"{rows} rows")}, {ViewText.Elapsed(Stopwatch.GetElapsedTime(_began))}"));
        _isShown = true;
    }

    /// <summary>Something came, or it is over.</summary>
    public void Something()
    {
        _last = Stopwatch.GetTimestamp();
        if (!_isShown)
            return;
        write(new(0, activity, "done") { RecordType = ProgressRecordType.Completed });
        _isShown = false;
    }
}
