using FlinkZk.Server.Log;

namespace FlinkZk.Server.Tests.Log;

/// <summary>Where records lie, and how to harm them.</summary>
internal static class DamageExtensions
{
    /// <summary>Finds a transaction's record.</summary>
    public static (int Offset, RecordHeader Header) Record(this CrashDisk disk, string segment, long zxid)
    {
        var bytes = disk[segment];
        Assert.Null(SegmentHeader.Read(bytes, LogFiles.Segments([segment]).Single(), out var header));
        var reader = new RecordReader(bytes, header);
        for (var offset = reader.Position; reader.TryRead(out var record, out _); offset = reader.Position)
            if (record.Kind == RecordKind.Transaction && record.Zxid == zxid)
                return (offset, record);
        throw new InvalidOperationException($"{segment} has no transaction {zxid}.");
    }

    /// <summary>Changes a file's bytes in place.</summary>
    public static void Damage(this CrashDisk disk, string name, Action<byte[]> change)
    {
        var bytes = disk[name];
        change(bytes);
        disk[name] = bytes;
    }
}
