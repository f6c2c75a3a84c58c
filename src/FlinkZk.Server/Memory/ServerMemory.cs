using FlinkZk.Server.Options;

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

    // What a collector has of so much (--max-memory keeps this from it), and what a server without clients takes.
    private const long OutsideHeap = 128L << 20, Alone = 16L << 20;

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

    /// <summary>Arrays for large frames that are being received. Who finds no room is not read from meanwhile.</summary>
    public ByteGate Received { get; }

    /// <summary>Bytes that nodes, sessions and watches may take: growth stops before the heap would end.</summary>
    public long State { get; }

    /// <summary>What waits for clients to read it.</summary>
    public AnswerMemory Answers { get; }

    /// <summary>
    /// Bytes that watches may take beside nodes: what these leave, and a little where they leave nothing. Of many watches there may be more than of nodes, for those come in requests that
    /// the log has in memory, too.
    /// </summary>
    public long WatchesBeside(long nodes) => Math.Max(_watches - nodes, State / Share);

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
