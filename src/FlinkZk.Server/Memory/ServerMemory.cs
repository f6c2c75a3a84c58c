using FlinkZk.Server.Options;
using FlinkZk.Wire;

namespace FlinkZk.Server.Memory;

/// <summary>
/// What a server lets its clients make it hold: an eighth of <see cref="ZkServerOptions.MaxMemory"/> for requests under way, another for large ones that are being received, another for answers that wait to be read, and most of the heap
/// for what they store, watches with it. The rest is for what a collector needs to work.
/// </summary>
internal sealed class ServerMemory
{
    // More under way makes nothing faster.
    private const long EnoughInQueue = 256L * 1024 * 1024;
    private const int Share = 8;

    // What a part of a multi takes beside its bytes: the node as it will be and as it was, its path as text, the transaction, the answer; measured, arrays that grow with it.
    private const int Part = 640;

    // The smallest part has 25 bytes: of so small ones a request is worth so many times its bytes.
    private const int PartsToBytes = 16;

    // What a collector has of so much (--max-memory keeps this from it), and what a server without clients takes.
    private const long OutsideHeap = 128L << 20, Alone = 16L << 20;

    // What is kept of a session without a connection.
    private const int Session = 1024;

    private readonly long _watches;

    public ServerMemory(ZkServerOptions options)
    {
        Most = options.MaxMemory ?? Default;
        Requests = new(RequestsIn(Most));
        Received = new(Most / Share);
        Answers = new(Most / Share);
        // Without a limit of its own the process has that of the container or machine.
        var all = options.MaxMemory ?? Math.Max(OptionsCheck.LeastMemory, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
        (State, _watches) = (StateIn(all), StateIn(all) + RequestsIn(all));
    }

    /// <summary>Half of what the process may use: a container's limit, or what the machine has.</summary>
    public static long Default => Math.Max(OptionsCheck.LeastMemory, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2);

    /// <summary>All that the server may use.</summary>
    public long Most { get; }

    /// <summary>Bodies of requests that queue for the pipeline or are in it. Who finds no room is not read from meanwhile.</summary>
    public ByteGate Requests { get; }

    /// <summary>Parts that a multi may have.</summary>
    public int MostParts => (int)Math.Min(int.MaxValue, Requests.Most / Part);

    /// <summary>What a request takes of <see cref="Requests"/>.</summary>
    public static int RoomOf(OpCode type, int body) => (int)Math.Min(int.MaxValue, (type == OpCode.Multi ? (long)body * PartsToBytes : body) + 128);

    /// <summary>Arrays for large frames that are being received. Who finds no room is not read from meanwhile.</summary>
    public ByteGate Received { get; }

    /// <summary>Bytes that nodes, sessions and watches may take: growth stops before the heap would end.</summary>
    public long State { get; }

    /// <summary>What waits for clients to read it.</summary>
    public AnswerMemory Answers { get; }

    /// <summary>
    /// Bytes that watches may take beside nodes: what these leave, half of it at most, so that who only watches shuts out nobody who writes, and a little where they leave nothing. Of many watches there may be more than of nodes, for those come in requests that
    /// the log has in memory, too.
    /// </summary>
    public long WatchesBeside(long nodes) => Math.Clamp(_watches - nodes, State / Share, State / 2);

    /// <summary>Sessions that there may be: they are let in where nothing else that grows is, so that somebody can come and make room, but not without end.</summary>
    public int MostSessions => (int)Math.Min(int.MaxValue, State / 2 / Session);

    /// <summary>Bytes of a file of the log where the memory was chosen: a start has one whole in memory.</summary>
    public static int SegmentSize(ZkServerOptions options) =>
        options.MaxMemory is { } most ? (int)Math.Clamp(HeapIn(most) / Share, OptionsCheck.LeastSegment, options.SegmentSize) : options.SegmentSize;

    /// <summary>The memory that so much state needs, in steps of 64 MiB.</summary>
    public static long NeededFor(long state)
    {
        var most = OptionsCheck.LeastMemory;
        while (StateIn(most) < state)
            most += OptionsCheck.LeastMemory;
        return most;
    }

    private static long StateIn(long most) => (HeapIn(most) * 4 / 5) - Alone - RequestsIn(most);

    private static long RequestsIn(long most) => Math.Min(most / Share, EnoughInQueue);

    private static long HeapIn(long most) => most - Math.Min(most / 4, OutsideHeap);
}
