namespace FlinkZk.Streams.Time;

/// <summary>
/// The watermark of several parts (<c>CombinedWatermarkStatus</c>): the smallest of those that are not idle; when all are, the largest of all. It never goes back. A part that speaks
/// again counts at once, also when it is behind: unlike a channel of the <see cref="WatermarkValve"/> it holds the others back.
/// </summary>
internal sealed class CombinedWatermark
{
    private readonly List<Part> _parts = [];

    /// <summary>The watermark so far; <see cref="long.MinValue"/> = none yet.</summary>
    public long Watermark { get; private set; } = long.MinValue;

    /// <summary>Whether all parts are idle.</summary>
    public bool IsIdle { get; private set; }

    public Part Add()
    {
        var part = new Part();
        _parts.Add(part);
        return part;
    }

    public bool Remove(Part part) => _parts.Remove(part);

    /// <summary>Combines the parts anew.</summary>
    /// <returns>Whether the watermark has grown.</returns>
    public bool Update()
    {
        if (_parts.Count == 0)
            return false;
        var (greatest, smallest) = (long.MinValue, long.MaxValue);
        IsIdle = true;
        foreach (var part in _parts)
        {
            greatest = Math.Max(greatest, part.Watermark);
            if (part.IsIdle)
                continue;
            smallest = Math.Min(smallest, part.Watermark);
            IsIdle = false;
        }

        var combined = IsIdle ? greatest : smallest;
        if (combined <= Watermark)
            return false;
        Watermark = combined;
        return true;
    }

    /// <summary>What one part says.</summary>
    internal sealed class Part
    {
        public long Watermark { get; private set; } = long.MinValue;

        public bool IsIdle { get; set; }

        /// <summary>Takes a watermark, which ends idleness.</summary>
        /// <returns>Whether it is larger than the last.</returns>
        public bool Set(long watermark)
        {
            IsIdle = false;
            if (watermark <= Watermark)
                return false;
            Watermark = watermark;
            return true;
        }
    }
}
