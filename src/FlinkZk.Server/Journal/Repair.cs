namespace FlinkZk.Server.Journal;

/// <summary>
/// Cuts the log at the first place where it is not whole, and takes what lies behind out of use. Done only where a person asks for it:
/// it gives up writes that were acknowledged.
/// </summary>
internal sealed class Repair(DataFolder folder)
{
    /// <summary>Repairs the folder.</summary>
    /// <returns>The last transaction that is left.</returns>
    /// <exception cref="DataDamagedException">What is left does not make a state.</exception>
    public long Run()
    {
        folder.DeleteTemporaries();
        var segments = folder.Segments();
        var whole = CountWhole(segments);
        for (var i = segments.Count - 1; i >= whole; i--)
            folder.PutAside(SegmentHeader.NameOf(segments[i]));
        if (whole > 0)
            CutEnd(segments[whole - 1]);

        using var database = new Database();
        var options = new ZkServerOptions();
        var sessions = new SessionTable(options, _ => { });
        var apply = new Apply(database, new(), sessions, new(options.TimeProvider));
        new Recovery(folder).Load(database, apply.Replay);
        return database.LastZxid;
    }

    // The segments that form a chain from the first; the last of them may be whole only in its beginning.
    private int CountWhole(List<uint> segments)
    {
        long? last = null;
        for (var i = 0; i < segments.Count; i++)
        {
            if (i > 0 && segments[i] != segments[i - 1] + 1)
                return i;
            SegmentReader segment;
            try
            {
                segment = folder.OpenSegment(segments[i]);
            }
            catch (DataDamagedException)
            {
                return i;
            }
            if (last is { } before && segment.Header.PreviousZxid != before)
                return i;
            if (!IsWhole(segment))
                return i + 1;
            last = segment.LastZxid;
        }
        return segments.Count;
    }

    private static bool IsWhole(SegmentReader segment)
    {
        try
        {
            while (segment.TryRead(out _))
            {
            }
            return true;
        }
        catch (DataDamagedException)
        {
            return false;
        }
    }

    private void CutEnd(uint number)
    {
        var segment = folder.OpenSegment(number);
        if (IsWhole(segment) && !segment.IsRotated)
            return;
        var name = SegmentHeader.NameOf(number);
        var good = new byte[segment.ContentEnd];
        using (var file = folder.Disk.OpenRead(name))
            file.Read(0, good);
        folder.PutAside(name);
        using (var file = folder.Disk.Create(name + DataFolder.TemporarySuffix, segment.Header.Capacity))
        {
            file.SetLength(segment.Header.Capacity);
            file.Write(0, good);
            file.Flush();
        }
        folder.Disk.Rename(name + DataFolder.TemporarySuffix, name);
        folder.Disk.FlushNames();
    }
}
