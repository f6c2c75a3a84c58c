using FlinkZk.Client;
using FlinkZk.Coordination;
using FlinkZk.Faults.Histories;

namespace FlinkZk.Faults.Contenders;

/// <summary>Changes the configuration behind the revision that it has read, and follows it.</summary>
internal sealed class Configuring(SessionKeeper sessions, HistoryWriter history) : IActivity, IAsyncDisposable
{
    // Job and key: a default, and values of the job's own.
    private static readonly (string? Job, string Key)[] Values = [(null, "c"), (Places.Job, "a"), (Places.Job, "b")];

    private ZkClient? _client;
    private ConfigurationStore? _store;
    private ConfigurationFeed? _feed;
    private int _session;

    public async Task ActAsync(CancellationToken stop)
    {
        try
        {
            await RenewAsync(await sessions.GetAsync(stop));
            var began = history.New(Kind.Seen, $"reader-{_session}");
            var snapshot = await _store!.ReadAsync(Places.Job, CancellationToken.None);
            Note(began, snapshot);
            await ChangeAsync(_store, snapshot.Revision);
        }
        catch (ZkException)
        {
            // What failed is noted where it is a change; who reads or follows begins anew.
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_feed is not null)
            await _feed.DisposeAsync();
    }

    private async Task RenewAsync(ZkClient client)
    {
        if (_client == client)
            return;
        if (_feed is not null)
            await _feed.DisposeAsync();
        (_client, _feed) = (null, null);
        // A long run makes more revisions than are kept by default, and all are looked at in the end.
        _store = new(client, Places.Cluster) { HistoryKept = long.MaxValue };
        var feed = await ConfigurationFeed.StartAsync(_store, Places.Job, CancellationToken.None);
        var key = $"feed-{++_session}";
        feed.Changed += (_, _) => Note(history.New(Kind.Seen, key), feed.Current);
        (_client, _feed) = (client, feed);
    }

    private void Note(Operation began, ConfigurationSnapshot snapshot)
    {
        if (snapshot.Revision == 0)
            return;
        var values = Values.Select(value => (value.Job is null ? snapshot.Defaults : snapshot.Own).GetValueOrDefault(value.Key)?.Value ?? "nothing");
        history.End(began with { Value = string.Join(' ', values), Number = snapshot.Revision, Outcome = Outcome.Ok });
    }

    private Task<Operation> ChangeAsync(ConfigurationStore store, long expected) => history.RunAsync(
        history.Begin(Kind.Change, store.Paths.Config, history.NewValue(), expected),
        async operation =>
        {
            var edits = Values.Select(value => ConfigurationEdit.Set(value.Job, value.Key, operation.Value)).ToArray();
            return operation with { Number = (await store.ChangeAsync(edits, expected, reason: operation.Value, CancellationToken.None)).Revision };
        });
}
