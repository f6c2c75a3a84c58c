using System.Globalization;
using FlinkZk.Client;

namespace FlinkZk.Coordination;

/// <summary>Asks servers how they are, all at once.</summary>
public static class HealthCheck
{
    private const string ReferToList = "4lw.commands.whitelist in its zoo.cfg";

    /// <summary>Asks each server <c>srvr</c>, <c>mntr</c> and <c>ruok</c>, as far as it allows them, and judges them together.</summary>
    /// <param name="servers">The servers.</param>
    /// <param name="ask">Asks one of them a word: <see cref="ServerQuestion"/>, or <see cref="ZkClient.AskAsync"/> of a session.</param>
    /// <param name="timeout">How long each may take for all its answers.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>One for each server, in their order; one that does not answer has that as its problem.</returns>
    public static async Task<IReadOnlyList<ServerHealth>> RunAsync(
        IReadOnlyList<ServerAddress> servers, Func<ServerAddress, string, CancellationToken, Task<string>> ask, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(servers);
        ArgumentNullException.ThrowIfNull(ask);
        return HealthJudgement.Judge(await Task.WhenAll(servers.Select(server => AskAsync(server, ask, timeout, cancellationToken))).ConfigureAwait(false));
    }

    private static async Task<ServerHealth> AskAsync(
        ServerAddress server, Func<ServerAddress, string, CancellationToken, Task<string>> ask, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(timeout);
        var health = new ServerHealth { Address = server };
        try
        {
            // The other two need not wait for srvr; each has a connection of its own.
            var began = TimeProvider.System.GetTimestamp();
            var (monitor, ok) = (TryAsync("mntr"), TryAsync("ruok"));
            var answer = await ask(server, "srvr", deadline.Token).ConfigureAwait(false);
            health = health with { ResponseTime = TimeProvider.System.GetElapsedTime(began) };
            return Complete(health, answer, await monitor.ConfigureAwait(false), await ok.ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return health with { Problems = [string.Create(CultureInfo.InvariantCulture, $"No answer within {timeout.TotalSeconds:0.#} s. Look whether it hangs, and whether a firewall drops the packets.")] };
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return health with { Problems = [$"No answer: {e.Message.TrimEnd('.')}. Check that the server runs, and its name and port; a port for TLS needs -Tls, one without must not have it."] };
        }

        async Task<string> TryAsync(string word)
        {
            try
            {
                return await ask(server, word, deadline.Token).ConfigureAwait(false);
            }
            catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                return ""; // what srvr says counts
            }
        }
    }

    private static ServerHealth Complete(ServerHealth health, string server, string monitor, string ok)
    {
        if (ServerAnswers.IsNotServing(server))
            return health with { Problems = ["It runs and serves nobody: it is in touch with no quorum. Start the other members, and look at its log."] };
        if (!ServerAnswers.IsRefusal(server))
            health = ServerAnswers.WithServer(health, server);
        if (!ServerAnswers.IsRefusal(monitor) && !ServerAnswers.IsNotServing(monitor))
            health = ServerAnswers.WithMonitor(health, monitor);
        (string Word, string Answer)[] asked = [("srvr", server), ("mntr", monitor), ("ruok", ok)];
        health = health with { RefusedWords = [.. asked.Where(word => ServerAnswers.IsRefusal(word.Answer)).Select(word => word.Word)] };
        if (ServerAnswers.IsRefusal(server) && ServerAnswers.IsRefusal(monitor))
            return health with { Problems = [$"It listens and tells nothing: srvr is not allowed. Add srvr and mntr to {ReferToList}; if this is no ZooKeeper, or the port of its peers, give the client port."] };
        if (health.Mode is null && health.Monitor.Count == 0)
            return health with { Problems = [$"What it answers is not what a ZooKeeper does. Check the port."] };
        health = health with
        {
            Mode = health.Mode ?? health.Monitor.GetValueOrDefault("zk_server_state"),
            Version = health.Version ?? health.Monitor.GetValueOrDefault("zk_version")?.Split('-', ',')[0],
            Outstanding = health.Outstanding ?? ServerAnswers.Number(health.Monitor, "zk_outstanding_requests"),
            Nodes = health.Nodes ?? ServerAnswers.Number(health.Monitor, "zk_znode_count"),
            Connections = health.Connections ?? ServerAnswers.Number(health.Monitor, "zk_num_alive_connections"),
        };
        return ServerAnswers.IsRefusal(ok) || ok == "imok" ? health : health with { Problems = [$"It does not say that it is well: ruok gives '{ok.Trim()}'. Look at its log."] };
    }
}
