using System.Management.Automation;

namespace FlinkZk.Cmdlets;

/// <summary>Waits on the pipeline's thread for work that another thread does, and shows how far it is.</summary>
internal static class WorkProgress
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    public static T Watch<T>(Task<T> work, string activity, Func<string?> status, Action<ProgressRecord> write, CancellationToken stopToken)
    {
        var shown = false;
        try
        {
            // A bar that comes and goes at once disturbs: the first comes after the interval.
            while (!Task.WhenAny(work, Task.Delay(Interval, TimeProvider.System, stopToken)).Result.Equals(work) && !stopToken.IsCancellationRequested)
            {
                if (status() is not { } text)
                    continue;
                write(new ProgressRecord(0, activity, text));
                shown = true;
            }
            return work.GetAwaiter().GetResult();
        }
        finally
        {
            if (shown)
                write(new ProgressRecord(0, activity, "done") { RecordType = ProgressRecordType.Completed });
        }
    }
}
