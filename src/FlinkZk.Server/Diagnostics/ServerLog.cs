using System.Runtime.CompilerServices;
using FlinkZk.Wire;

namespace FlinkZk.Server.Diagnostics;

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
