using FlinkZk.Wire;

namespace FlinkZk.Client;

/// <summary>
/// What a server can do, where it does not tell its version: operations are tried, the newest first, each on a session of its own that holds nothing, because
/// an unknown operation costs the connection.
/// </summary>
internal static class FeatureProbe
{
    // Nothing is lost with it; it should be gone soon if its end does not arrive.
    private const int SessionTimeout = 4000;

    private static readonly Step[] Steps =
    [
        // Before 3.9 this is a watcher type that cannot be read; nobody watches here, so "no watcher" is the good answer.
        new(new(3, 9, 0), ErrorCode.NoWatcher, preamble => preamble.AskAsync(1, OpCode.CheckWatches, new WatcherTypeRequest(ZnodePath.Root, WatcherType.PersistentRecursive))),
        new(new(3, 7, 0), ErrorCode.Ok, preamble => preamble.AskAsync(1, OpCode.WhoAmI, new NoBody())),
        new(new(3, 6, 0), ErrorCode.Ok, preamble => preamble.AskAsync(1, OpCode.GetEphemerals, new PathRequest(ZnodePath.Root))),
        // 3.5.0 was an alpha without containers.
        new(new(3, 5, 1), ErrorCode.NoWatcher, preamble => preamble.AskAsync(1, OpCode.CheckWatches, new WatcherTypeRequest(ZnodePath.Root, WatcherType.Any))),
    ];

    /// <summary>The version that the server has at least; null if no session came about.</summary>
    public static async Task<Version?> AskAsync(ServerAddress server, ZkClientOptions options, IReadOnlyList<AuthInfo> identities, CancellationToken cancellation)
    {
        var answered = false;
        foreach (var step in Steps)
        {
            if (await TryAsync(step, server, options, identities, cancellation).ConfigureAwait(false) is not { } error)
                continue;
            if (error == step.Good)
                return step.Since;
            answered = true;
        }
        // Whatever answers has what 3.4 had.
        return answered ? new(3, 4, 0) : null;
    }

    private static async Task<ErrorCode?> TryAsync(Step step, ServerAddress server, ZkClientOptions options, IReadOnlyList<AuthInfo> identities, CancellationToken cancellation)
    {
        Connection? connection = null;
        try
        {
            var endPoints = await ServerList.ResolveAsync(server, options, cancellation).ConfigureAwait(false);
            connection = await Connection.OpenAsync(server, endPoints[0], options, cancellation).ConfigureAwait(false);
            var preamble = new Preamble(connection, new(), cancellation);
            await preamble.ConnectAsync(new(0, 0, SessionTimeout, 0, new byte[Limits.Password], options.ReadOnly)).ConfigureAwait(false);
            await preamble.IdentifyAsync(options.Sasl, identities).ConfigureAwait(false);
            var (error, _) = await step.Ask(preamble).ConfigureAwait(false);
            if (error != ErrorCode.Unimplemented)
                await preamble.AskAsync(2, OpCode.CloseSession, new NoBody()).ConfigureAwait(false);
            return error;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // No session, or a server that says no by closing: it is not known.
            return null;
        }
        finally
        {
            connection?.Break(new OperationCanceledException("The question is answered."));
        }
    }

    private sealed record Step(Version Since, ErrorCode Good, Func<Preamble, Task<(ErrorCode Error, byte[] Body)>> Ask);

    private readonly record struct NoBody : IRecord<NoBody>
    {
        public void Write(ref JuteWriter writer) { }

        public static NoBody Read(ref JuteReader reader) => default;
    }
}
