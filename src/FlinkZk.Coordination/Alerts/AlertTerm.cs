using System.Threading.Channels;
using FlinkZk.Wire;

namespace FlinkZk.Coordination;

/// <summary>The time for which one of those who watch is the one that does.</summary>
internal sealed class AlertTerm : IAsyncDisposable
{
    private readonly Ownership _held;
    private readonly ClusterPaths _paths;
    private readonly TimeProvider _time;
    private readonly TreeCache _rules;
    private readonly Dictionary<string, WatchedAlert> _alerts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _odd = new(StringComparer.Ordinal);
    private readonly Channel<bool> _changed = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private TreeSnapshot? _seen;

    private AlertTerm(Ownership held, ClusterPaths paths, TimeProvider time, TreeCache rules) => (_held, _paths, _time, _rules) = (held, paths, time, rules);

    /// <summary>Reads the rules, and what the one before knew.</summary>
    public static async Task<AlertTerm> StartAsync(Ownership held, ClusterPaths paths, TimeProvider time, CancellationToken cancellationToken)
    {
        var rules = await TreeCache.StartAsync(held.Client, paths.Alerts, new() { Depth = 1 }, cancellationToken).ConfigureAwait(false);
        var term = new AlertTerm(held, paths, time, rules);
        try
        {
            foreach (var name in await AlertStore.NamesAsync(held.Client, paths.AlertStates, cancellationToken).ConfigureAwait(false))
                await term.FindAsync(name, cancellationToken).ConfigureAwait(false);
            return term;
        }
        catch
        {
            await term.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Looks at all, and gives what there is to tell. Each is to be acknowledged before the next look.</summary>
    public async Task<IReadOnlyList<(AlertNews News, WatchedAlert? Of)>> LookAsync(CancellationToken cancellationToken)
    {
        _changed.Reader.TryRead(out _);
        var news = new List<(AlertNews, WatchedAlert?)>();
        await TakeRulesAsync(news, cancellationToken).ConfigureAwait(false);
        foreach (var alert in _alerts.Values.ToArray())
        {
            if (await alert.StepAsync(_time.GetUtcNow(), cancellationToken).ConfigureAwait(false) is { } problem)
                news.Add((new(alert.Name, null, problem), null));
            if (alert.Untold is { } untold)
                news.Add((new(alert.Name, untold, null), alert));
            else if (alert.IsRemoved && _alerts.Remove(alert.Name))
                await alert.ForgetAsync(cancellationToken).ConfigureAwait(false);
        }
        return news;
    }

    /// <summary>Waits until there may be something new, or it leads no more.</summary>
    public async Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        using var round = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _held.Lost);
        var (changed, rules, passed) = (_changed.Reader.WaitToReadAsync(round.Token).AsTask(), _rules.NextAsync(_seen, round.Token), Task.Delay(atMost, _time, round.Token));
        await Task.WhenAny(changed, rules, passed).ConfigureAwait(false);
        await round.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(changed, rules, passed).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var alert in _alerts.Values)
            await alert.DisposeAsync().ConfigureAwait(false);
        await _rules.DisposeAsync().ConfigureAwait(false);
    }

    private async Task TakeRulesAsync(List<(AlertNews, WatchedAlert?)> news, CancellationToken cancellationToken)
    {
        if (_rules.Failure is { } failure)
            throw failure;
        var found = _seen = _rules.Current;
        if (!found.IsLive)
            return;
        if (found.Top?.Failure is { } refused)
            throw refused;
        foreach (var node in found.InOrder.Where(node => node.Path != found.Path))
        {
            var name = ZnodePath.Name(node.Path);
            var alert = await FindAsync(name, cancellationToken).ConfigureAwait(false);
            // An edge of the rule before is told first.
            if (alert.RuleZxid == node.Stat.Mzxid && node.Failure is null || alert.Untold is not null)
                continue;
            try
            {
                var rule = node.Failure is { } unread ? throw unread : AlertRule.FromJson(node.Path, node.Data);
                _odd.Remove(name);
                await alert.BeginAsync(rule, node.Stat.Mzxid, AlertTarget.Start(_held.Client, _paths, rule, _time, () => _changed.Writer.TryWrite(true)), _time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e == node.Failure || e is InvalidDataException)
            {
                if (_odd.TryAdd(name, e.Message))
                    news.Add((new(name, null, e), null));
            }
        }
        foreach (var alert in _alerts.Values.Where(alert => alert.Untold is null && !found.Nodes.ContainsKey(_paths.Alert(alert.Name))).ToArray())
            await alert.RemovedAsync(_time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
    }

    private async Task<WatchedAlert> FindAsync(string name, CancellationToken cancellationToken)
    {
        if (_alerts.TryGetValue(name, out var known))
            return known;
        var alert = new WatchedAlert(name, new FencedNode(_held, _paths.AlertState(name)));
        await alert.ReadAsync(cancellationToken).ConfigureAwait(false);
        _alerts.Add(name, alert);
        return alert;
    }
}
