using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using FlinkZk.Cmdlets;
using FlinkZk.Coordination;

namespace FlinkZk;

/// <summary>Writes what becomes of the nodes of a subtree: errors as they come, objects if wished, how far it is, and at the end what was left out.</summary>
internal sealed class ChangeReport(FlinkZkCmdlet cmdlet, ZkSession session, string source, string activity)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);
    private const int NamedAtMost = 3;

    private readonly Dictionary<TreeAction, int> _counts = [];
    private readonly List<TreeChange> _skipped = [];
    private readonly long _began = Stopwatch.GetTimestamp();
    private TimeSpan _shown;
    private int _count;
    private bool _isAtomic = true;

    /// <summary>Whether each change is written as an object.</summary>
    public bool PassThru { get; init; }

    /// <summary>Whether nothing is really done: then what could not be is no error, but a row.</summary>
    public bool IsDryRun { get; init; }

    public int this[TreeAction action] => _counts.GetValueOrDefault(action);

    /// <summary>Whether all of them came about in one transaction.</summary>
    public bool IsAtomic => _isAtomic && _count > 0;

    public void Add(TreeChange change)
    {
        _count++;
        _counts[change.Action] = this[change.Action] + 1;
        _isAtomic &= change.IsAtomic || change.Action == TreeAction.Skipped;
        if (change.Action == TreeAction.Skipped && _skipped.Count < NamedAtMost)
            _skipped.Add(change);
        var from = TreePaths.Below(source, change.Path);
        if (change.Error is not null && !IsDryRun)
            cmdlet.WriteError(ErrorMapper.ToErrorRecord(change.Error, from));
        else if (PassThru)
            cmdlet.WriteObject(new ZkNodeChange(change, from, session));
        ShowProgress(change);
    }

    /// <summary>Called however it ends.</summary>
    public void End()
    {
        if (_shown > TimeSpan.Zero)
            cmdlet.WriteProgress(new ProgressRecord(0, activity, "done") { RecordType = ProgressRecordType.Completed });
    }

    /// <summary>Says what was left out.</summary>
    public void WarnOfSkipped()
    {
        var left = this[TreeAction.Skipped];
        if (left == 0)
            return;
        var named = string.Join("; ", _skipped.Select(change => $"{TreePaths.Below(source, change.Path)}: {change.Reason}"));
        cmdlet.WriteWarning(string.Create(CultureInfo.InvariantCulture, $"{left:N0} {(left == 1 ? "node was" : "nodes were")} left out. {named}{(left > NamedAtMost ? " ..." : "")}"));
    }

    private void ShowProgress(TreeChange change)
    {
        var elapsed = Stopwatch.GetElapsedTime(_began);
        if (elapsed - _shown < Interval)
            return;
        _shown = elapsed;
        cmdlet.WriteProgress(new ProgressRecord(0, activity, string.Create(CultureInfo.InvariantCulture, $"{_count:N0} nodes, last {change.Destination}")));
    }
}
