namespace FlinkZk.Client;

/// <summary>Takes what a connection receives. Called by its receive loop only; an exception breaks the connection.</summary>
internal interface IFrameHandler
{
    /// <summary>One frame. It is gone when this returns.</summary>
    void OnFrame(ReadOnlySpan<byte> frame);

    /// <summary>Something was received, and its whole frames are handled.</summary>
    void OnReceived();
}
