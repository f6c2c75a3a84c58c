using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using FlinkZk.Client;
using FlinkZk.Wire;

namespace FlinkZk.Coordination;

/// <summary>What becomes of an alert by what is seen and when. Pure: no clock, no server.</summary>
internal static class AlertRules
{
    private static readonly TimeSpan MatchTime = TimeSpan.FromMilliseconds(200);

    /// <summary>What is known of an alert after a look.</summary>
    /// <param name="rule">What is watched for.</param>
    /// <param name="state">What was known.</param>
    /// <param name="seen">What was seen.</param>
    /// <param name="now">When.</param>
    /// <exception cref="ZkException">The target may not be read: nothing changes.</exception>
    public static AlertState Step(AlertRule rule, AlertState state, AlertObservation seen, DateTimeOffset now)
    {
        // What was not seen changes nothing.
        if (seen.Nodes is { IsLive: false } || seen.Session is { Status.State: not (SessionState.Connected or SessionState.ReadOnly) })
            return state;
        if (seen.Nodes?.Top?.Failure is { } failure)
            throw failure;
        state = Count(rule, state, seen, now);
        var judged = Judge(rule, state, seen, now);
        // Of what tells by itself since when it is so, another that has only begun is another, and not yet long enough.
        var holds = judged.Holds && (judged.Since is not { } since || now - since >= rule.For);
        var (condition, edge) = new ConditionState(state.IsRaised, state.OtherwiseSince).Observe(now, holds, judged.Since is null ? rule.For : default, rule.ClearAfter);
        state = state with { IsRaised = condition.IsRaised, OtherwiseSince = condition.OtherwiseSince };
        return edge is { } turned ? Edge(state, turned, now, judged.Message) : state;
    }

    /// <summary>What is known of an alert whose rule was removed: one that was raised is cleared.</summary>
    public static AlertState Removed(AlertState state, DateTimeOffset now) =>
        state.IsRaised ? Edge(state with { IsRaised = false, OtherwiseSince = null }, ConditionEdge.Cleared, now, "The alert was removed.") : state;

    private static AlertState Edge(AlertState state, ConditionEdge edge, DateTimeOffset now, string message) =>
        state with { Last = new((state.Last?.Number ?? 0) + 1, edge, now, message), IsTold = false };

    private static AlertJudgement Judge(AlertRule rule, AlertState state, AlertObservation seen, DateTimeOffset now) => rule.Kind switch
    {
        AlertKind.NodeMissing => new(seen.Nodes!.Top is null, seen.Nodes.Top is null ? $"{rule.Target} is missing." : $"{rule.Target} is there."),
        AlertKind.RunnerGone => new(seen.Nodes!.Top is null, seen.Nodes.Top is null ? $"Runner {rule.Target} is gone." : $"Runner {rule.Target} is there."),
        AlertKind.NodeExists => new(seen.Nodes!.Top is not null, seen.Nodes.Top is null ? $"{rule.Target} is gone." : $"{rule.Target} is there."),
        AlertKind.NodeValue => Value(rule, seen.Nodes!.Top),
        AlertKind.LeaderChanges => new(state.Times.Count > rule.MoreThan, Text($"The leader of {rule.Target} changed {state.Times.Count} times in {DurationText.Format(rule.Within!.Value)}.")),
        AlertKind.SessionFlapping => new(state.Times.Count > rule.MoreThan, Text($"The connection was lost {state.Times.Count} times in {DurationText.Format(rule.Within!.Value)}.")),
        AlertKind.LockHeld => Longest(rule, seen, now, holders: true),
        AlertKind.LockWaiting => Longest(rule, seen, now, holders: false),
        _ => Servers(rule, seen.Servers!),
    };

    private static AlertJudgement Value(AlertRule rule, CachedNode? node)
    {
        if (node is null)
            return new(false, $"{rule.Target} is not there.");
        var text = Encoding.UTF8.GetString(node.Data ?? []).Trim();
        if (rule.Like is { } like)
            // What a node holds may be a secret: it is not told.
            return IsLike(text, like) ? new(true, $"{rule.Target} is like '{like}'.") : new(false, $"{rule.Target} is not like '{like}'.");
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
            return new(false, $"{rule.Target} holds no number.");
        return number > rule.Above ? new(true, Text($"{rule.Target} is {number}, above {rule.Above}."))
            : number < rule.Below ? new(true, Text($"{rule.Target} is {number}, below {rule.Below}."))
            : new(false, Text($"{rule.Target} is {number}."));
    }

    /// <summary>Whether a text is like a pattern of * and ?, as a whole.</summary>
    internal static bool IsLike(string text, string pattern) => Regex.IsMatch(
        text, $@"\A{Regex.Escape(pattern).Replace(@"\*", ".*", StringComparison.Ordinal).Replace(@"\?", ".", StringComparison.Ordinal)}\z", RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.NonBacktracking, MatchTime);

    private static AlertJudgement Longest(AlertRule rule, AlertObservation seen, DateTimeOffset now, bool holders)
    {
        var longest = Queue(seen.Nodes!).Where(one => one.IsHolder == holders).MinBy(one => one.Since);
        if (longest is null)
            return new(false, holders ? $"Nobody holds {rule.Target}." : $"Nobody waits for {rule.Target}.");
        var who = longest.Holder is { User: null, Host: null } ? "somebody" : $"{longest.Holder.User ?? "somebody"} on {longest.Holder.Host ?? "an unknown host"}";
        return new(true, Text($"{who} {(holders ? "has held" : "has waited for")} {rule.Target} for {Math.Max(0, (now - longest.Since).TotalSeconds):0} s."), longest.Since);
    }

    private static AlertJudgement Servers(AlertRule rule, IReadOnlyList<ServerHealth> servers)
    {
        var ill = servers.Where(server => !server.IsHealthy).ToList();
        return ill.Count == 0
            ? new(false, rule.Target is null ? "All servers are healthy." : $"{rule.Target} is healthy.")
            : new(true, string.Join(" ", ill.Select(server => $"{server.Server}: {server.Problems[0]}")));
    }

    // What happened since the last look is counted at this one, and what happened too long ago is not counted any more.
    private static AlertState Count(AlertRule rule, AlertState state, AlertObservation seen, DateTimeOffset now)
    {
        var (mark, happened) = rule.Kind switch
        {
            AlertKind.LeaderChanges when seen.IsQueue => Holder(state.Mark, seen.Nodes!),
            AlertKind.LeaderChanges => Writes(state.Mark, seen.Nodes!.Top),
            AlertKind.SessionFlapping => Losses(state.Mark, seen.Session!.Value),
            _ => (null, 0),
        };
        if (rule.Within is not { } within)
            return state;
        // More than one more than may happen say nothing new.
        var times = state.Times.Where(time => now - time <= within).Concat(Enumerable.Repeat(now, happened)).TakeLast(rule.MoreThan.GetValueOrDefault() + 1);
        return state with { Mark = mark, Times = [.. times] };
    }

    // While nobody holds, it is not known yet whether another will.
    private static (string? Mark, int Happened) Holder(string? before, TreeSnapshot queue)
    {
        var holder = Queue(queue).FirstOrDefault(one => one.IsHolder)?.Token.ToString(CultureInfo.InvariantCulture);
        return holder is null ? (before, 0) : (holder, before is null || before == holder ? 0 : 1);
    }

    private static (string? Mark, int Happened) Writes(string? before, CachedNode? node)
    {
        if (node is null)
            return (before, 0);
        var mark = Text($"{node.Stat.Czxid}:{node.Stat.Version}");
        if (before is null || before == mark)
            return (mark, 0);
        var parts = before.Split(':');
        return (mark, parts[0] == node.Stat.Czxid.ToString(CultureInfo.InvariantCulture) && int.TryParse(parts[^1], CultureInfo.InvariantCulture, out var version) ? Math.Max(1, node.Stat.Version - version) : 1);
    }

    // A loss and the way back are two changes of the status.
    private static (string? Mark, int Happened) Losses(string? before, (long Id, SessionStatus Status) session)
    {
        var mark = Text($"{session.Id}:{session.Status.Version}");
        var parts = before?.Split(':');
        return (mark, parts?[0] == session.Id.ToString(CultureInfo.InvariantCulture) && long.TryParse(parts[^1], CultureInfo.InvariantCulture, out var version) ? (int)Math.Clamp((session.Status.Version - version) / 2, 0, int.MaxValue) : 0);
    }

    private static IReadOnlyList<LockContender> Queue(TreeSnapshot queue)
    {
        var nodes = queue.Nodes.Values.Where(node => node.Path != queue.Path).ToDictionary(node => ZnodePath.Name(node.Path), StringComparer.Ordinal);
        return LockContenders.Of(queue.Path, QueuePlace.InOrder(nodes.Keys).ConvertAll(place => (place, (NodeData?)new NodeData(nodes[place.Name].Data, nodes[place.Name].Stat), nodes[place.Name].Failure)));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
