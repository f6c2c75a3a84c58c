namespace FlinkZk.Server.Log;

/// <summary>
/// Makes a damaged directory one that can be started from, at the price of what is damaged and all after it. Never done unasked: it is the operator's
/// choice to lose what is acknowledged. Nothing is deleted: each file that is changed or left out is kept under another name.
/// </summary>
internal static class LogRepair
{
    /// <summary>Ends the log at its last good transaction.</summary>
    /// <param name="disk">The directory.</param>
    /// <param name="options">How the log is kept.</param>
    /// <param name="withoutLog">
    /// What is left to do where the log cannot be started from: it makes a new one, says so, and returns the files that it set aside; or throws what it was given.
    /// </param>
    /// <exception cref="LogDamagedException">Nothing can be started from: the beginning is missing.</exception>
    public static RepairReport Run(IDisk disk, LogOptions options, Func<LogDamagedException, ICollection<string>, IEnumerable<string>> withoutLog)
    {
        var (setAside, problems, lastKnown) = (new List<string>(), new List<string>(), 0L);
        foreach (var name in disk.List().Where(LogFiles.IsTemporary))
            disk.Delete(name);
        for (; ; )
            try
            {
                var found = LogRecovery.Open(disk, options);
                return new(found.LastZxid, lastKnown, setAside, problems);
            }
            // Each round takes a file out of the log or shortens it, so this ends.
            catch (LogDamagedException e)
            {
                problems.Add(e.Message);
                lastKnown = Math.Max(lastKnown, e.LastAtRisk);
                setAside.AddRange(e.Fault is not { } fault ? withoutLog(e, problems)
                    : fault.Snapshot is { } zxid ? [SetAside.Move(disk, LogFiles.Snapshot(zxid))]
                    : Cut(disk, fault));
                disk.SyncDirectory();
            }
    }

    private static IEnumerable<string> Cut(IDisk disk, LogFault fault)
    {
        // The last first: interrupted, it leaves a log with a missing end, which a repair can go on with.
        foreach (var later in LogFiles.Segments(disk.List()).Where(number => number > fault.Segment).Reverse())
            yield return SetAside.Move(disk, LogFiles.Segment(later));

        var name = LogFiles.Segment(fault.Segment);
        var copy = SetAside.Move(disk, name);
        var temporary = name + LogFiles.Temporary;
        CopyCut(disk, copy, temporary, (int)fault.Offset);
        disk.Rename(temporary, name);
        yield return copy;
    }

    // As a segment that was closed: shorter than its reserved length, but marked.
    private static void CopyCut(IDisk disk, string from, string to, int length)
    {
        var bytes = new byte[length];
        using (var source = disk.Open(from))
            source.Read(bytes, 0);
        using var target = disk.Create(to, length);
        target.Write(bytes, 0);
        if (SegmentHeader.Read(bytes, LogFiles.Segments([to[..^LogFiles.Temporary.Length]])[0], out var header) is { } problem)
            throw new IOException($"{disk.PathOf(from)} cannot be repaired: {problem}.");
        var reader = new RecordReader(bytes, header);
        while (reader.TryRead(out _, out _))
            continue;
        SegmentWriter.Continue(target, header, reader.Position, reader.LastZxid).Close();
    }
}
