using FlinkZk.Server.State;

namespace FlinkZk.Server.Sessions;

/// <summary>A live session: what is logged of it, and what only this process knows.</summary>
internal sealed class Session(SessionRecord record)
{
    private readonly object _gate = new();
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile ISessionConnection? _connection;     // gate writes
    private volatile IEntrance? _owner;                   // gate writes
    private List<ISessionConnection>? _leftBehind;        // gate
    private int _inPipeline;
    private int _attachments;                             // gate writes
    private long _deadline;
    private int _timeout = record.Timeout;
    private volatile bool _isClosing = record.IsHalfClosed;
    private volatile bool _isHalfClosed = record.IsHalfClosed;

    public SessionRecord Record { get; } = record;

    public long Id => Record.Id;

    /// <summary>Whether only the front end that opened it knows of it: no transaction does, so it can own nothing.</summary>
    public bool IsLocal { get; init; }

    /// <summary>The connection that speaks for it at present; the newest wins.</summary>
    public ISessionConnection? Connection => _connection;

    /// <summary>The front end that it came to last; a request from elsewhere is answered as moved.</summary>
    public IEntrance? Owner => _owner;

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

    /// <summary>The bucket in which it waits (<see cref="ExpiryBuckets"/>, which owns it).</summary>
    public long Bucket { get; set; }

    /// <summary>Set by Prepare or expiry: nothing of the session is accepted behind it. For good, unless the end cannot be logged.</summary>
    public bool IsClosing
    {
        get => _isClosing;
        set => _isClosing = value;
    }

    /// <summary>Whether a step of its end is on its way or done: then it ends, sooner or later. Set by Prepare.</summary>
    public bool IsHalfClosed
    {
        get => _isHalfClosed;
        set => _isHalfClosed = value;
    }

    /// <summary>Whether its expiry was told and counted. While the disk is full its end cannot be logged, and it expires again and again.</summary>
    public bool IsToldExpired { get; set; }

    /// <summary>Done when the transaction that opens it is applied.</summary>
    public Task Opened => _opened.Task;

    /// <summary>Says that it is open. Apply only.</summary>
    public void Open() => _opened.TrySetResult();

    /// <summary>
    /// Requests on their way through the pipeline, whichever connection brought them: each is counted in by that connection, and out by Apply once its answer lies in the
    /// outbox. While there are any, a read would be ahead of its turn.
    /// </summary>
    public int InPipeline => Volatile.Read(ref _inPipeline);

    public void EnterPipeline() => Interlocked.Increment(ref _inPipeline);

    public void LeavePipeline() => Interlocked.Decrement(ref _inPipeline);

    /// <summary>How many connections it has had: only the newest speaks for it.</summary>
    public int Attachments => Volatile.Read(ref _attachments);

    /// <summary>Takes another connection. One before it at the same front end is closed; at another it stays until it asks for something.</summary>
    /// <returns>Which of its connections this is.</returns>
    public int Attach(ISessionConnection connection)
    {
        int attachment;
        ISessionConnection? replaced = null;
        lock (_gate)
        {
            if (_connection is { } before && before.Entrance == connection.Entrance)
                replaced = before;
            else if (_connection is not null)
                (_leftBehind ??= []).Add(_connection);
            if (_leftBehind?.Find(left => left.Entrance == connection.Entrance) is { } left)
            {
                _leftBehind.Remove(left);
                replaced = left;
            }
            (_connection, _owner) = (connection, connection.Entrance);
            attachment = _attachments + 1;
            Volatile.Write(ref _attachments, attachment);
        }
        replaced?.Close();
        return attachment;
    }

    /// <summary>Forgets a connection that is gone.</summary>
    public void Detach(ISessionConnection connection)
    {
        lock (_gate)
            if (_connection == connection)
                _connection = null;
            else
                _leftBehind?.Remove(connection);
    }

    /// <summary>Closes what connections it has, but for the one that is yet to be answered.</summary>
    public void CloseConnections(ISessionConnection? except)
    {
        ISessionConnection[] all;
        lock (_gate)
            all = [.. _leftBehind ?? [], .. _connection is { } connection ? [connection] : Array.Empty<ISessionConnection>()];
        foreach (var connection in all)
            if (connection != except)
                connection.Close();
    }
}
