using FlinkZk.Clusters.Model;

namespace FlinkZk.Clusters.Upgrades;

/// <summary>Whether a job is restarted only to fail again. One failure, or two, may be of a neighbour that restarts; the same one a third time is the job's own, and so are many.</summary>
internal sealed class CrashLoopRule
{
    private const int Same = 3;
    private const int Any = 6;

    /// <summary>How many failures have to be asked for.</summary>
    public const int Asked = Any;

    // By the moment, which tells one from another: Flink gives the newest again and again, and the next leader none of those before.
    private readonly Dictionary<DateTimeOffset, string> _seen = [];
    private bool _hasLooked;

    /// <summary>Judges the next look.</summary>
    /// <returns>That it is, for people; null: not yet.</returns>
    public string? Judge(JobLook look)
    {
        var isNew = false;
        foreach (var failure in look.Failures)
            isNew |= failure.Time is { } time && _seen.TryAdd(time, Kind(failure));
        // What failed before anybody looked, and runs by now, has mended itself: somebody goes on with a change of hours ago.
        var isOver = !_hasLooked && look.AllRun;
        _hasLooked |= isNew;
        if (!isNew || isOver)
            return null;
        if (_seen.Values.GroupBy(kind => kind).Max(group => group.Count()) is >= Same and var times)
            return FormattableString.Invariant($"it is restarted only to fail again: {times} times in the same way");
        return _seen.Count >= Any ? FormattableString.Invariant($"it is restarted only to fail again: {_seen.Count} times") : null;
    }

    // Texts have numbers and times in them: what is the same is the class of the cause, and where.
    private static string Kind(FlinkJobFailure failure) => $"{failure.Exception} {failure.Cause.Split(':', 2)[0]} {TaskName(failure.Task)}";

    // "Map -> Sink (2/4)": each subtask may be the one that fails.
    private static string? TaskName(string? task) => task is not null && task.LastIndexOf(" (", StringComparison.Ordinal) is > 0 and var end ? task[..end] : task;
}
