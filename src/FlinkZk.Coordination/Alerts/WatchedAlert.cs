using FlinkZk.Client;

namespace FlinkZk.Coordination;

/// <summary>An alert under the watch of one who leads: each step is written, by a transaction that only the leader can make, before its edge is told.</summary>
internal sealed class WatchedAlert(string name, FencedNode node) : IAsyncDisposable
{
    private AlertTarget? _target;
    private AlertState _state = new();
    private string? _problem;

    public string Name => name;

    /// <summary>The transaction that wrote the rule.</summary>
    public long RuleZxid { get; private set; }

    public AlertRule? Rule { get; private set; }

    /// <summary>Whether its rule is gone.</summary>
    public bool IsRemoved { get; private set; }

    /// <summary>What is to be told; null for nothing.</summary>
    public Alert? Untold => _state is { IsTold: false, Last: { } last } ? AlertStore.Told(name, Rule, last) : null;

    /// <summary>Takes over what the one before knew.</summary>
    public async Task ReadAsync(CancellationToken cancellationToken) => _state = AlertState.FromJson(await node.ReadAsync(cancellationToken).ConfigureAwait(false)) ?? new();

    /// <summary>Follows a rule. Of another rule under the same name nothing is known; what was raised by it is cleared.</summary>
    public async Task BeginAsync(AlertRule rule, long zxid, AlertTarget target, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await EndAsync().ConfigureAwait(false);
        (Rule, RuleZxid, IsRemoved, _target) = (rule, zxid, false, target);
        if (_state.Rule != zxid)
            await WriteAsync(AlertRules.Removed(_state, now) with { Rule = zxid, OtherwiseSince = null, Times = [], Mark = null }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The rule is gone: clears what was raised.</summary>
    public async Task RemovedAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await EndAsync().ConfigureAwait(false);
        (Rule, RuleZxid, IsRemoved) = (null, 0, true);
        await WriteAsync(AlertRules.Removed(_state, now), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Looks, and writes what that makes of it.</summary>
    /// <returns>Why it cannot be judged, the first time that it cannot for this reason; else null.</returns>
    public async Task<Exception?> StepAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        // One edge at a time: the next is not looked for before this one is told.
        if (Rule is null || _target is null || !_state.IsTold)
            return null;
        AlertState next;
        try
        {
            if (_target.Look() is not { } seen)
                return null;
            next = AlertRules.Step(Rule, _state, seen, now);
            _problem = null;
        }
        catch (Exception e) when (e is not ZkException { IsSessionOver: true })
        {
            var isNew = _problem != e.Message;
            _problem = e.Message;
            return isNew ? e : null;
        }
        await WriteAsync(next, cancellationToken).ConfigureAwait(false);
        return null;
    }

    /// <summary>Its edge was told.</summary>
    public Task ToldAsync(CancellationToken cancellationToken) => WriteAsync(_state with { IsTold = true }, cancellationToken);

    /// <summary>Takes away what is known of an alert that was removed.</summary>
    public Task ForgetAsync(CancellationToken cancellationToken) => node.IsThere ? node.ReplaceAsync(null, null, cancellationToken) : Task.CompletedTask;

    public ValueTask DisposeAsync() => EndAsync();

    private async Task WriteAsync(AlertState next, CancellationToken cancellationToken)
    {
        if (next.IsSameAs(_state))
            return;
        await node.WriteAsync(next.ToJson(), cancellationToken).ConfigureAwait(false);
        _state = next;
    }

    private async ValueTask EndAsync()
    {
        if (_target is not null)
            await _target.DisposeAsync().ConfigureAwait(false);
        _target = null;
    }
}
