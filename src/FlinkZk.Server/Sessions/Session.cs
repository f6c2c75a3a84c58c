namespace FlinkZk.Server;

/// <summary>A live session: what is logged of it, and what only this process knows.</summary>
internal sealed class Session(SessionRecord record)
{
    /// <summary>The connection that speaks for it at present; the newest wins.</summary>
    public ServerConnection? Connection;

    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _deadline;
    private int _timeout = record.Timeout;
    private volatile bool _isClosing;

    public SessionRecord Record { get; } = record;

    public long Id => Record.Id;

    /// <summary>The timeout in force in milliseconds: a reconnect may ask for another.</summary>
    public int Timeout
    {
        get => Volatile.Read(ref _timeout);
        set => Volatile.Write(ref _timeout, value);
    }

    /// <summary>When it expires unless something comes: a multiple of the tick. Written by its connection, read by the expiry timer.</summary>
    public long Deadline
    {
        get => Volatile.Read(ref _deadline);
        set => Volatile.Write(ref _deadline, value);
    }

    /// <summary>Set by Prepare or expiry: nothing of the session is accepted behind it. For good, unless the end cannot be logged.</summary>
    public bool IsClosing
    {
        get => _isClosing;
        set => _isClosing = value;
    }

    /// <summary>Done when the transaction that opens it is applied.</summary>
    public Task Opened => _opened.Task;

    /// <summary>Says that it is open. Apply only.</summary>
    public void Open() => _opened.TrySetResult();
}
