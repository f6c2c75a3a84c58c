using FlinkZk.Server.Diagnostics;
using FlinkZk.Server.Sessions;
using FlinkZk.Server.Watches;

namespace FlinkZk.Server.Pipeline;

/// <summary>A connection, as the stages of a write see it: who asked, and waits for the answer.</summary>
internal interface IClientConnection : ISessionConnection, IWatcher
{
    /// <summary>The session it speaks for; null before the handshake is through.</summary>
    Session? Session { get; }

    /// <summary>Whether its session has gone to another front end since.</summary>
    bool IsMoved { get; }

    /// <summary>Whether its session has come back to the same front end since: then what it has sent and was not carried out yet never is, or it would undo the order that the client sees.</summary>
    bool IsReplaced { get; }

    /// <summary>The counts of its front end.</summary>
    RequestStatistics Statistics { get; }

    /// <summary>Takes the answer to a request that went through the pipeline. Apply only.</summary>
    void Answer(Request request, ReadOnlySpan<byte> frame, long zxid);

    /// <summary>Sends what waits. Any thread.</summary>
    void Flush();

    /// <summary>Closes once everything that was answered is sent. Any thread.</summary>
    void CloseWhenSent();
}
