using System.Runtime.CompilerServices;

namespace FlinkZk.Server.Diagnostics;

/// <summary>Tells of what clients do wrong, each event at a bounded rate: anybody who reaches the port can bring such a line about, as often as he likes.</summary>
internal sealed class ClientFaults(ServerLog log, TimeProvider time)
{
    private readonly Dictionary<string, LogRate> _rates = new(StringComparer.Ordinal)
    {
        [ZkServerLogEvents.ConnectionRefused] = new(time),
        [ZkServerLogEvents.HandshakeFailed] = new(time),
        [ZkServerLogEvents.AuthenticationFailed] = new(time),
        [ZkServerLogEvents.BadFrame] = new(time),
        [ZkServerLogEvents.WordRefused] = new(time),
        [ZkServerLogEvents.SessionRefused] = new(time),
        [ZkServerLogEvents.ClientTooSlow] = new(time),
        [ZkServerLogEvents.TooManyWatches] = new(time),
        [ZkServerLogEvents.ConnectionFailed] = new(time),
    };

    public bool IsOn => log.IsOn;

    public void Information(string name, [InterpolatedStringHandlerArgument("")] ref LogText text)
    {
        if (log.IsOn && _rates[name].IsDue(out var before))
            log.Information(name, $"{text.ToStringAndClear()}{before}");
    }

    public void Warning(string name, [InterpolatedStringHandlerArgument("")] ref LogText text)
    {
        if (log.IsOn && _rates[name].IsDue(out var before))
            log.Warning(name, $"{text.ToStringAndClear()}{before}");
    }

    public void Error(string name, [InterpolatedStringHandlerArgument("")] ref LogText text, Exception exception)
    {
        if (log.IsOn && _rates[name].IsDue(out var before))
            log.Error(name, $"{text.ToStringAndClear()}{before}", exception);
    }
}
