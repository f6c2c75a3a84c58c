using FlinkZk.Wire;

namespace FlinkZk.Client;

/// <summary>Whom a watch tells. Called on the receive loop or the session's loop: it must hand over and return, and run no user code.</summary>
internal interface IWatcher
{
    /// <summary>Something happened to a node; the path is absolute.</summary>
    void OnEvent(WatchEventType type, string path, long zxid);

    /// <summary>The connection was lost or found again.</summary>
    void OnState(SessionState state);

    /// <summary>The session is over.</summary>
    void OnEnd(SessionState state);
}
