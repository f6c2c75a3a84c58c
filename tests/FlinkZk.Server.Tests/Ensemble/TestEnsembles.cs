using FlinkZk.Server.Ensemble;
using FlinkZk.Server.Options;

namespace FlinkZk.Server.Tests;

/// <summary>What tests of an ensemble do, in one line each.</summary>
internal static class TestEnsembles
{
    public static async Task<ZkEnsemble> StartAsync(ZkServerOptions? options = null, int size = 3) =>
        await ZkEnsemble.StartAsync((options ?? new()) with { FourLetterWords = new HashSet<string> { "*" } }, size, TestContext.Current.CancellationToken);

    public static ZkMemberState[] States(this ZkEnsemble ensemble) => [.. ensemble.Members.Select(member => member.State)];

    public static Task<RawClient> ConnectAsync(this ZkEnsemble ensemble, int member, int timeout = 10_000, bool? readOnly = false) =>
        RawClient.ConnectAsync(ensemble.Members[member].Port, timeout, readOnly: readOnly);

    /// <summary>Comes back with the session of another connection.</summary>
    public static Task<RawClient> RenewAsync(this ZkEnsemble ensemble, int member, RawClient before) =>
        RawClient.ConnectAsync(ensemble.Members[member].Port, session: before.Session.SessionId, password: before.Session.Password);
}
