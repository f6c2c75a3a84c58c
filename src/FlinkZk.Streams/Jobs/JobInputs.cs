using FlinkZk.Streams.Runtime;

namespace FlinkZk.Streams.Jobs;

/// <summary>The sources of a running job, and whose turn it is.</summary>
internal sealed class JobInputs(IReadOnlyList<JobInput> inputs)
{
    // Short enough that the times of sources stay near each other, long enough that choosing costs nothing.
    private const int TurnLength = 1024;

    private readonly List<JobInput> _open = [.. inputs];

    public IReadOnlyList<JobInput> All => inputs;

    public JobInput this[string name] => All.FirstOrDefault(input => input.Name == name) ?? throw new InvalidOperationException($"The graph has no source '{name}'.");

    /// <param name="batchSize">Records of a batch.</param>
    /// <param name="pushedAlone">Whether pushed records may wait for others, because there is no other source.</param>
    public void Open(int batchSize, bool pushedAlone)
    {
        foreach (var input in All)
            input.Open(input.Source is null && !pushedAlone ? 1 : batchSize, All.Count == 1 ? long.MaxValue : TurnLength);
    }

    /// <summary>The input whose turn it is: its watermark is furthest behind, else it had fewest turns, else it comes first; null when all have ended.</summary>
    public JobInput? Next()
    {
        JobInput? next = null;
        foreach (var input in _open)
        {
            if (next is null || (input.Watermark, input.Turns).CompareTo((next.Watermark, next.Turns)) < 0)
                next = input;
        }

        return next;
    }

    public void End(JobInput input) => _open.Remove(input);

    /// <summary>How far all have been read.</summary>
    /// <param name="current">The one that is being read.</param>
    public StreamProgress ProgressAt(JobInput current)
    {
        if (All.Count == 1)
            return current.Source!.Progress;
        var (read, total) = (0L, (long?)0);
        foreach (var input in All)
        {
            var progress = input.Source?.Progress ?? default;
            read += progress.BytesRead;
            total += progress.BytesTotal;
        }

        return new(0, read, total, current.Source!.Progress.CurrentFile);
    }

    public void Clear()
    {
        foreach (var input in All)
            input.Batch?.Clear();
    }
}
