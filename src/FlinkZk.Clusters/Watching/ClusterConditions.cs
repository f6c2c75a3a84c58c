using System.Globalization;
using FlinkZk.Coordination;

namespace FlinkZk.Clusters.Watching;

/// <summary>
/// Conditions over time: each has two edges, and between them it holds. It knows no clock but the times of the looks. What a look did not see changes nothing: a condition
/// that held goes on holding, and time for its debouncing does not pass.
/// </summary>
/// <param name="limits">Which, and how long.</param>
internal sealed class ClusterConditions(ConditionLimits limits)
{
    private readonly Dictionary<(ClusterEventKind Kind, string Subject), Condition> _conditions = [];
    private readonly Dictionary<string, RestartCount> _restarts = new(StringComparer.Ordinal);
    private DateTimeOffset? _leaderlessSince;
    private int _mostTaskManagers;

    /// <summary>The edges that a look brings.</summary>
    public IReadOnlyList<ClusterEvent> Observe(ClusterObservation look)
    {
        var edges = new List<ClusterEvent>();
        _leaderlessSince = look.Leader is not null ? null : _leaderlessSince ?? look.Began;
        if (limits.Leaderless is { } leaderless)
        {
            var missing = look.Time - _leaderlessSince;
            Judge(edges, look, ClusterEventKind.LeaderMissing, null, missing > leaderless, () => missing is { } time ? $"Nobody has led for {Seconds(time)}." : $"{look.Leader} leads.");
        }
        if (limits.TaskManagers && look.TaskManagers is { } managers)
        {
            _mostTaskManagers = Math.Max(_mostTaskManagers, managers.Count);
            Judge(edges, look, ClusterEventKind.TaskManagersMissing, null, managers.Count < _mostTaskManagers, () => $"{managers.Count} of {_mostTaskManagers} TaskManagers are registered.");
        }
        if (look.Jobs is { } jobs)
        {
            foreach (var job in jobs.Values.Where(job => !job.HasEnded))
                JudgeJob(edges, look, job);
            Forget(edges, look.Time, jobs);
        }
        return edges;
    }

    private void JudgeJob(List<ClusterEvent> edges, ClusterObservation look, JobObservation job)
    {
        if (limits.MostRestarts is { } most && job.Restarts is { } restarts)
        {
            if (!_restarts.TryGetValue(job.Id, out var count))
                _restarts.Add(job.Id, count = new());
            var within = count.Observe(look.Time, restarts, limits.RestartWindow);
            Judge(edges, look, ClusterEventKind.RestartsOver, job, within > most, () => $"{job.Name} was restarted {within.ToString(CultureInfo.InvariantCulture)} times in {Seconds(limits.RestartWindow)}.");
        }
        if (limits.CheckpointAge is { } age && job.CheckpointSince is { } since)
            Judge(edges, look, ClusterEventKind.CheckpointOver, job, look.Time - since > age, () => job.HasCheckpoint ? $"The last checkpoint of {job.Name} was begun {Seconds(look.Time - since)} ago." : $"{job.Name} has completed no checkpoint since it was started, {Seconds(look.Time - since)} ago.");
        if (limits.Lag is { } limit && job.Lag is { } lag)
            Judge(edges, look, ClusterEventKind.LagOver, job, lag > limit, () => $"{job.Name} is {Seconds(lag)} behind.");
    }

    private void Judge(List<ClusterEvent> edges, ClusterObservation look, ClusterEventKind kind, JobObservation? job, bool holds, Func<string> message)
    {
        var key = (kind, job?.Id ?? "");
        if (!_conditions.TryGetValue(key, out var condition))
            _conditions.Add(key, condition = new(job?.Name));
        if (condition.Observe(look.Time, holds, limits.Debounce) is { } edge)
            edges.Add(new(look.Time, kind, message()) { Edge = edge, JobId = job?.Id, JobName = job?.Name });
    }

    // Of a job that has ended nothing holds any more, and nobody waits to see whether it stays so.
    private void Forget(List<ClusterEvent> edges, DateTimeOffset time, IReadOnlyDictionary<string, JobObservation> jobs)
    {
        foreach (var (key, condition) in _conditions.Where(pair => pair.Key.Subject.Length > 0 && jobs.GetValueOrDefault(pair.Key.Subject) is null or { HasEnded: true }).ToArray())
        {
            if (condition.IsRaised)
                edges.Add(new(time, key.Kind, $"{condition.Name} {(jobs.GetValueOrDefault(key.Subject) is { } job ? $"is {job.State}" : "is not known any more")}.") { Edge = ConditionEdge.Cleared, JobId = key.Subject, JobName = condition.Name });
            _conditions.Remove(key);
            _restarts.Remove(key.Subject);
        }
    }

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s");

    private sealed class Condition(string? name)
    {
        private ConditionState _state;

        public string? Name => name;

        public bool IsRaised => _state.IsRaised;

        public ConditionEdge? Observe(DateTimeOffset time, bool holds, TimeSpan debounce)
        {
            (_state, var edge) = _state.Observe(time, holds, debounce, debounce);
            return edge;
        }
    }

    private sealed class RestartCount
    {
        private readonly Queue<(DateTimeOffset Time, double Count)> _seen = new();
        private double? _last;

        public double Observe(DateTimeOffset time, double restarts, TimeSpan window)
        {
            if (ClusterChanges.New(_last, restarts) is > 0 and { } more)
                _seen.Enqueue((time, more));
            _last = restarts;
            while (_seen.TryPeek(out var oldest) && time - oldest.Time > window)
                _seen.Dequeue();
            return _seen.Sum(seen => seen.Count);
        }
    }
}
