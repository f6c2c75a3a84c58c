using System.Runtime.CompilerServices;
using FlinkZk.Wire;

namespace FlinkZk.Server;

/// <summary>Where the parts of a server tell what happens. Without a listener an entry costs one comparison: its text is not put together.</summary>
internal readonly record struct ServerLog(Action<ZkServerLogEntry>? Listener, TimeProvider? Time)
{
    public bool IsOn => Listener is not null;

    public void Debug(string name, [InterpolatedStringHandlerArgument("")] ref LogText text) => Write(ZkServerLogLevel.Debug, name, ref text, null);

    public void Information(string name, [InterpolatedStringHandlerArgument("")] ref LogText text) => Write(ZkServerLogLevel.Information, name, ref text, null);

    public void Warning(string name, [InterpolatedStringHandlerArgument("")] ref LogText text, Exception? exception = null) =>
        Write(ZkServerLogLevel.Warning, name, ref text, exception);

    public void Error(string name, [InterpolatedStringHandlerArgument("")] ref LogText text, Exception? exception = null) =>
        Write(ZkServerLogLevel.Error, name, ref text, exception);

    /// <summary>What a server has found, and where it listens.</summary>
    public void TellStart(ZkServer server)
    {
        if (server.Recovery is { } found)
        {
            var snapshot = found.Snapshot is { } zxid ? $"the snapshot of 0x{zxid:x}" : "no snapshot";
            Information(ZkServerLogEvents.Recovered, $"Loaded {snapshot} and {found.Replayed} transactions from {server.Options.DataPath}.");
            foreach (var finding in found.Findings)
                Warning(ZkServerLogEvents.RecoveryFinding, $"{finding}");
        }
        var secure = server.SecurePort is { } port ? $", with TLS on port {port}" : "";
        var metrics = server.Metrics is { } endPoint ? $", metrics on http://{endPoint}/metrics" : "";
        Information(ZkServerLogEvents.Started, $"Listening on {server.ConnectionString}{secure}{metrics}; data in {server.Options.DataPath ?? "memory"}.");
    }

    private void Write(ZkServerLogLevel level, string name, ref LogText text, Exception? exception)
    {
        if (Listener is null)
            return;
        try
        {
            Listener(new((Time ?? TimeProvider.System).GetUtcNow(), level, name, PlainText.Of(text.ToStringAndClear()), exception));
        }
#pragma warning disable CA1031 // A listener's fault must not become the server's.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }
}
