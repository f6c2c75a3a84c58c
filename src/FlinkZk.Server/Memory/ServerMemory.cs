using FlinkZk.Server.Options;

namespace FlinkZk.Server.Memory;

/// <summary>
/// What a server lets its clients make it hold beside what they store: an eighth of <see cref="ZkServerOptions.MaxMemory"/> for requests under way, another for answers that
/// wait to be read. The rest is for the tree and for watches, and for what a collector needs to work.
/// </summary>
internal sealed class ServerMemory
{
    // More under way makes nothing faster.
    private const long EnoughInQueue = 256L * 1024 * 1024;
    private const int Share = 8;

    // What a collector has of so much (--max-memory keeps this from it), and what a server without clients takes.
    private const long OutsideHeap = 128L << 20, Alone = 16L << 20;

    public ServerMemory(ZkServerOptions options)
    {
        Most = options.MaxMemory ?? Default;
        Requests = new(Math.Min(Most / Share, EnoughInQueue));
        Answers = new(Most / Share);
        Watches = ((Most - Math.Min(Most / 4, OutsideHeap)) * 4 / 5) - Alone;
    }

    /// <summary>Half of what the process may use: a container's limit, or what the machine has.</summary>
    public static long Default => Math.Max(OptionsCheck.LeastMemory, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2);

    /// <summary>All that the server may use.</summary>
    public long Most { get; }

    /// <summary>Bodies of requests that queue for the pipeline or are in it. Who finds no room is not read from meanwhile.</summary>
    public ByteGate Requests { get; }

    /// <summary>Bytes that watches may take: nearly all, for a server of many watches may have little else. They stop before the process would end.</summary>
    public long Watches { get; }

    /// <summary>What waits for clients to read it.</summary>
    public AnswerMemory Answers { get; }
}
