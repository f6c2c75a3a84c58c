using System.Diagnostics;

namespace FlinkZk.Cmdlets;

/// <summary>
/// Requests that are on the way together, so that records that come fast do not wait for a round trip each, while all that a user sees stays as if they did:
/// output and errors come in the order of the records, an error is its record's.
/// </summary>
/// <remarks>
/// Nothing can be written after a record was processed and before the next one comes. So the first records, and those that come slowly, are waited for at once:
/// what somebody watches is shown at once, and only what comes in a long, fast row is answered behind.
/// </remarks>
/// <param name="write">Writes what one request gave or why it failed, with the user's object as target.</param>
internal sealed class RequestWindow(Action<object, Action> write)
{
    private const int MaxRequests = 256;
    private const long MaxBytes = 4 << 20;

    // So many records in a row are waited for before anything is deferred.
    private const int WaitedFor = 16;
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(10);
    private readonly Queue<Request> _pending = new();
    private ZkSession? _session;
    private long _bytes;
    private long _left;
    private int _quick;
    private bool _inRecord;
    private bool _isWriting;

    /// <summary>Each request is answered before the next is sent: when what follows may depend on the answer.</summary>
    public bool OneByOne { get; set; }

    /// <summary>Each record is answered before the next comes: when another command of the pipeline looks at both.</summary>
    public bool RecordByRecord { get; set; }

    /// <summary>Sends a request of this record.</summary>
    /// <param name="session">Its session: order holds within one only.</param>
    /// <param name="target">The user's object.</param>
    /// <param name="bytes">About its size.</param>
    /// <param name="send">Sends it.</param>
    /// <param name="answered">Writes the answer.</param>
    public void Send<T>(ZkSession session, object target, long bytes, Func<ValueTask<T>> send, Action<T> answered)
    {
        EnterRecord();
        if (session != _session)
            Finish();
        _session = session;
        while (_pending.Count >= MaxRequests || _pending.Count > 0 && _bytes + bytes > MaxBytes)
            FinishFirst();
        var reply = PipelineThread.Start(send);
        _pending.Enqueue(new(target, bytes, reply, () => answered(reply.GetAwaiter().GetResult())));
        _bytes += bytes;
        if (OneByOne)
            Finish();
    }

    /// <summary>The record is done: writes what is answered, and waits for the rest where nothing may be deferred.</summary>
    public void LeaveRecord()
    {
        if (OneByOne || RecordByRecord || _quick < WaitedFor || LiveOutput.IsWritten)
            Finish();
        while (_pending.TryPeek(out var first) && first.Reply.IsCompleted)
            FinishFirst();
        _left = Stopwatch.GetTimestamp();
        _inRecord = false;
    }

    /// <summary>Waits for all that is on the way, and writes it.</summary>
    public void Finish()
    {
        while (!_isWriting && _pending.Count > 0)
            FinishFirst();
    }

    private void EnterRecord()
    {
        if (_inRecord)
            return;
        _inRecord = true;
        _quick = _left != 0 && Stopwatch.GetElapsedTime(_left) < Slow ? _quick + 1 : 0;
    }

    private void FinishFirst()
    {
        var first = _pending.Dequeue();
        _bytes -= first.Bytes;
        _isWriting = true;
        try
        {
            write(first.Target, first.Write);
        }
        finally
        {
            _isWriting = false;
        }
    }

    private readonly record struct Request(object Target, long Bytes, Task Reply, Action Write);
}
