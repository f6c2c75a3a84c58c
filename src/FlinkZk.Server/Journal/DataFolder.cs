namespace FlinkZk.Server.Journal;

/// <summary>What lies in a data folder: segments of the log, in a chain without gaps, and snapshots.</summary>
internal sealed class DataFolder(IDisk disk)
{
    public const string TemporarySuffix = ".tmp";
    public const string BrokenSuffix = ".broken";

    private byte[] _buffer = [];

    public IDisk Disk { get; } = disk;

    /// <summary>The segments' numbers, oldest first.</summary>
    public List<uint> Segments() => Disk.List().Select(SegmentHeader.NumberOf).OfType<uint>().Order().ToList();

    /// <summary>The snapshots' starts, newest first.</summary>
    public List<long> Snapshots() => Disk.List().Select(Snapshot.StartOf).OfType<long>().OrderDescending().ToList();

    /// <summary>Takes away what a crash left half-made: it was never a segment or snapshot.</summary>
    public void DeleteTemporaries()
    {
        foreach (var name in Disk.List().Where(name => name.EndsWith(TemporarySuffix, StringComparison.Ordinal)).ToList())
            Disk.Delete(name);
    }

    /// <summary>Reads a segment whole and looks at its header. It is good until the next one is read: they share an array.</summary>
    /// <exception cref="DataDamagedException">It is not one.</exception>
    public SegmentReader OpenSegment(uint number)
    {
        var name = SegmentHeader.NameOf(number);
        using var file = Disk.OpenRead(name);
        var length = checked((int)file.Length);
        if (_buffer.Length < length)
            _buffer = new byte[length];
        var bytes = _buffer.AsMemory(0, length);
        file.Read(0, bytes.Span);
        var reader = new SegmentReader(Disk.Describe(name), bytes);
        reader.Open(number);
        return reader;
    }

    /// <summary>The header of a segment.</summary>
    /// <exception cref="DataDamagedException">It is not one.</exception>
    public SegmentHeader ReadHeader(uint number)
    {
        var name = SegmentHeader.NameOf(number);
        using var file = Disk.OpenRead(name);
        var bytes = new byte[SegmentHeader.Size];
        file.Read(0, bytes);
        return SegmentHeader.TryRead(bytes, out var header) && header.Segment == number
            ? header
            : throw new DataDamagedException(Disk.Describe(name), 0, 0, 0, "the segment's header is damaged");
    }

    /// <summary>Puts a file aside, where nobody takes it for what it was.</summary>
    public void PutAside(string name)
    {
        Disk.Rename(name, name + BrokenSuffix);
        Disk.FlushNames();
    }

    /// <summary>
    /// Deletes snapshots but the newest <paramref name="kept"/>, and the segments that none of those needs. At least two are kept: one
    /// may turn out broken.
    /// </summary>
    public void Purge(int kept)
    {
        var snapshots = Snapshots();
        if (snapshots.Count < Math.Max(2, kept))
            return;
        foreach (var old in snapshots.Skip(Math.Max(2, kept)))
            Disk.Delete(Snapshot.NameOf(old));
        var oldest = snapshots[Math.Max(2, kept) - 1];
        var segments = Segments();
        // A segment is needed unless the next begins at or before the oldest snapshot.
        for (var i = 0; i + 1 < segments.Count && ReadHeader(segments[i + 1]).PreviousZxid <= oldest; i++)
            Disk.Delete(SegmentHeader.NameOf(segments[i]));
        Disk.FlushNames();
    }
}
