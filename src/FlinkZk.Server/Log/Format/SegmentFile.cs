namespace FlinkZk.Server.Log;

/// <summary>A segment as it is found on the disk.</summary>
/// <param name="Number">As its name has it.</param>
/// <param name="Header">Its header, if there is no problem.</param>
/// <param name="Problem">What is wrong with the header.</param>
internal sealed record SegmentFile(uint Number, SegmentHeader Header, string? Problem)
{
    /// <summary>The last transaction before it.</summary>
    public long PreviousZxid => Header.PreviousZxid;

    /// <summary>Its file.</summary>
    public string Name => LogFiles.Segment(Number);

    /// <summary>All that bear a segment's name, in order.</summary>
    public static List<SegmentFile> FindAll(IDisk disk)
    {
        var found = new List<SegmentFile>();
        Span<byte> bytes = stackalloc byte[SegmentHeader.Size];
        foreach (var number in LogFiles.Segments(disk.List()))
        {
            using var file = disk.Open(LogFiles.Segment(number));
            var problem = SegmentHeader.Read(bytes[..file.Read(bytes, 0)], number, out var header);
            found.Add(new(number, header, problem));
        }
        return found;
    }

    /// <summary>All of it.</summary>
    /// <param name="disk">Where it lies.</param>
    /// <param name="buffer">An array to read into; a larger one takes its place if need be.</param>
    public ReadOnlySpan<byte> Read(IDisk disk, ref byte[] buffer)
    {
        using var file = disk.Open(Name);
        var length = checked((int)file.Length);
        if (buffer.Length < length)
            buffer = new byte[length];
        return buffer.AsSpan(0, file.Read(buffer.AsSpan(0, length), 0));
    }
}
