using System.Buffers.Binary;

namespace FlinkZk.Server.Storage;

/// <summary>Takes one transaction of Java's log; the bytes are valid during the call.</summary>
/// <param name="offset">Where its record begins.</param>
/// <param name="transaction">Header and body.</param>
internal delegate void VisitJavaTransaction(int offset, ReadOnlySpan<byte> transaction);

/// <summary>
/// A log file of Java's server (<c>FileTxnLog</c>), big-endian:
/// <code>
/// "ZKLG" · version i32 · database i64 · (Adler-32 i64 · length i32 · transaction · 'B')* · zeros
/// </code>
/// Java takes whatever is no record for the end. Here that is judged: zeros to the end of the file are the end; a record of which only the
/// beginning is there, zeros behind it, is one that a crash cut short; everything else is damage. What is lost behind an end that looks like one
/// shows in the zxids of the next file.
/// </summary>
internal sealed class JavaLogFile(string path)
{
    private const int Magic = 0x5A4B4C47;
    private const int Version = 2;
    private const int HeaderSize = 16;
    private const int RecordHeader = 12;
    private const byte EndMark = (byte)'B';

    /// <summary>The end of the last whole record.</summary>
    public int Position { get; private set; }

    /// <summary>Bytes behind it of a record that was cut short; 0 without.</summary>
    public int TornBytes { get; private set; }

    /// <summary>Reads all transactions.</summary>
    /// <returns>What is wrong at <see cref="Position"/>, or null.</returns>
    public string? Read(ref byte[] buffer, VisitJavaTransaction visit)
    {
        var file = Load(ref buffer);
        if (file.Length == 0)
            return null; // The server was killed before the header was written.
        if (file.Length < HeaderSize)
            return Torn(file);
        if (BinaryPrimitives.ReadInt32BigEndian(file) != Magic || BinaryPrimitives.ReadInt32BigEndian(file[4..]) != Version)
            return "it does not begin as a log of ZooKeeper does";
        for (Position = HeaderSize; Position < file.Length;)
        {
            if (!TryRead(file, Position, out var transaction))
                return Judge(file);
            visit(Position, transaction);
            Position += RecordHeader + transaction.Length + 1;
        }
        return null;
    }

    // Without the zeros that were reserved. A 'B' is the last byte of every record.
    private ReadOnlySpan<byte> Load(ref byte[] buffer)
    {
        // Not opened: a pipe without a writer would never return.
        if (JavaFiles.Regular(path) is null)
            return default;
        using var handle = File.OpenHandle(path);
        var length = RandomAccess.GetLength(handle);
        if (length > Array.MaxLength)
            throw new IOException($"{path} is larger than 2 GiB and cannot be read. Let the server take a snapshot: its log begins a new file then, and this one is not needed any more.");
        if (buffer.Length < length)
            buffer = new byte[length];
        var total = 0;
        while (total < length && RandomAccess.Read(handle, buffer.AsSpan(total, (int)length - total), total) is > 0 and var read)
            total += read;
        // The header ends with zeros as well.
        return buffer.AsSpan(0, Math.Max(Math.Min(total, HeaderSize), buffer.AsSpan(0, total).LastIndexOfAnyExcept((byte)0) + 1));
    }

    private static bool TryRead(ReadOnlySpan<byte> file, int position, out ReadOnlySpan<byte> transaction)
    {
        transaction = default;
        if (file.Length - position < RecordHeader)
            return false;
        var (checksum, length) = (BinaryPrimitives.ReadInt64BigEndian(file[position..]), BinaryPrimitives.ReadInt32BigEndian(file[(position + 8)..]));
        if (checksum is < 0 or > uint.MaxValue || length <= 0 || length >= file.Length - position - RecordHeader || file[position + RecordHeader + length] != EndMark)
            return false;
        var bytes = file.Slice(position + RecordHeader, length);
        if (checksum != Adler32.Of(bytes))
            return false;
        transaction = bytes;
        return true;
    }

    // No record stands here, but something does.
    private string? Judge(ReadOnlySpan<byte> file)
    {
        var rest = file[Position..];
        if (rest.Length <= RecordHeader)
            return Torn(rest);
        var length = BinaryPrimitives.ReadInt32BigEndian(rest[8..]);
        if (length <= 0)
            return "a record has no length, but something follows";
        if (length < rest.Length - RecordHeader)
            return "a record is damaged";
        // It ends beyond what is there. Either it was cut short, or its length is damaged: then it, or one behind it, is whole.
        if (rest[^1] == EndMark && Adler32.Of(rest[RecordHeader..^1]) == BinaryPrimitives.ReadInt64BigEndian(rest))
            return "a record's length is damaged";
        for (var at = 1; at < rest.Length - RecordHeader; at++)
            if (rest[at] == 0 && TryRead(rest, at, out _))
                return "a record is damaged, and whole ones follow";
        return Torn(rest);
    }

    private string? Torn(ReadOnlySpan<byte> rest)
    {
        TornBytes = rest.Length;
        return null;
    }
}
