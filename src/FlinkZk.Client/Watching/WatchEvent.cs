using FlinkZk.Wire;

namespace FlinkZk.Client;

/// <summary>What a watch tells.</summary>
/// <param name="Type">What happened to the node; <see cref="WatchEventType.None"/> if only the session's state changed.</param>
/// <param name="Path">The node, as the view that set the watch names it; the watched path for <see cref="WatchEventType.None"/>.</param>
/// <param name="Zxid">The transaction that caused it; -1 from servers before 3.9, which do not tell.</param>
/// <param name="State">The session's state. With <see cref="WatchEventType.None"/>, <see cref="SessionState.Connected"/> means: events may be missing, read anew.</param>
public readonly record struct WatchEvent(WatchEventType Type, string Path, long Zxid, SessionState State);
