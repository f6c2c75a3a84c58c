using System.Buffers.Binary;
using FlinkZk.Clusters.Model;

namespace FlinkZk.Clusters.Ha;

/// <summary>
/// The bytes of <c>connection_info</c>, as Flink 1.15 to 2.3 writes them (<c>ZooKeeperUtils.writeLeaderInformationToZooKeeper</c>: <c>writeUTF(address)</c>, then
/// <c>writeObject(sessionId)</c>).
/// <code>
/// ac ed 00 05                     header
/// 77 len8 | 7a len32, bytes       blocks of at most 1024 bytes, all but the last full; together: length16, address in modified UTF-8
/// 73 72 .. 78 70                  an object of class java.util.UUID, 60 bytes, always the same
/// llllllll mmmmmmmm               the UUID's least significant 64 bits, then the most significant ones, big-endian
/// </code>
/// </summary>
internal static class LeaderInformationCodec
{
    private const int UuidLength = 16;

    private const int MaxText = 2 + ModifiedUtf8.MaxBytes;

    // Each block has at most five bytes before its data.
    private static readonly int MaxBytes = JavaStream.Header.Length + MaxText + 5 * (MaxText / JavaStream.MaxBlock + 1) + 76;

    // TC_OBJECT, TC_CLASSDESC, java.util.UUID with its serialVersionUID, SC_SERIALIZABLE, the two fields leastSigBits and mostSigBits, TC_ENDBLOCKDATA, TC_NULL.
    private static readonly byte[] UuidClass =
        Convert.FromHexString("7372000e6a6176612e7574696c2e55554944bc9903f7986d852f0200024a000c6c65617374536967426974734a000b6d6f7374536967426974737870");

    /// <summary>The bytes.</summary>
    /// <exception cref="ArgumentException">The address takes more than 65535 bytes.</exception>
    public static byte[] Write(LeaderInformation information)
    {
        var address = ModifiedUtf8.Encode(information.Address);
        var text = new byte[2 + address.Length];
        BinaryPrimitives.WriteUInt16BigEndian(text, (ushort)address.Length);
        address.CopyTo(text, 2);

        using var bytes = new MemoryStream();
        bytes.Write(JavaStream.Header);
        foreach (var block in text.Chunk(JavaStream.MaxBlock))
            WriteBlock(bytes, block);
        bytes.Write(UuidClass);
        Span<byte> uuid = stackalloc byte[UuidLength];
        information.SessionId.TryWriteBytes(uuid, bigEndian: true, out _);
        bytes.Write(uuid[8..]);
        bytes.Write(uuid[..8]);
        return bytes.ToArray();
    }

    /// <summary>What they say, if they are just the bytes that <see cref="Write"/> makes of it.</summary>
    public static Decoded<LeaderInformation> Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MaxBytes)
            return new FormatError(FormatProblem.TooLong, MaxBytes, $"{bytes.Length} bytes; the longest address makes {MaxBytes}.");
        if (JavaStream.CheckHeader(bytes) is { } wrong)
            return wrong;

        var at = JavaStream.Header.Length;
        using var text = new MemoryStream();
        while (at < bytes.Length && bytes[at] is JavaStream.BlockData or JavaStream.LongBlockData)
        {
            if (!TryReadBlock(bytes, ref at, out var block))
                return JavaStream.Truncated(bytes);
            text.Write(block);
        }
        var uuidAt = at;
        var same = bytes[at..].CommonPrefixLength(UuidClass);
        at += same;
        if (same < UuidClass.Length)
            return at == bytes.Length ? JavaStream.Truncated(bytes) : new FormatError(FormatProblem.NotUuid, at, "Here the session id, a java.util.UUID, goes otherwise.");
        if (bytes.Length - at < UuidLength)
            return JavaStream.Truncated(bytes);
        if (bytes.Length - at > UuidLength)
            return new FormatError(FormatProblem.TrailingBytes, at + UuidLength, $"{bytes.Length - at - UuidLength} bytes follow the session id.");

        var address = ReadAddress(text.GetBuffer().AsSpan(0, (int)text.Length), uuidAt);
        if (address.Error is { } notText)
            return notText;
        var information = new LeaderInformation(address.Value!, new Guid([.. bytes[(at + 8)..], .. bytes[at..(at + 8)]], bigEndian: true));
        return JavaStream.IfWritten(information, bytes, Write(information));
    }

    // Blocks stand between text and bytes: an error within the text is told at the blocks' end.
    private static Decoded<string> ReadAddress(ReadOnlySpan<byte> text, int end)
    {
        if (text.Length < 2 || text.Length - 2 < BinaryPrimitives.ReadUInt16BigEndian(text))
            return new FormatError(FormatProblem.Truncated, end, "The blocks end within the address.");
        if (text.Length - 2 > BinaryPrimitives.ReadUInt16BigEndian(text))
            return new FormatError(FormatProblem.TrailingBytes, end, "The blocks go on behind the address.");
        var address = ModifiedUtf8.Decode(text[2..], 0);
        return address.Error is { } error ? error with { Offset = end, Message = $"Byte {error.Offset} of the address: {error.Message}" } : address;
    }

    private static void WriteBlock(MemoryStream bytes, byte[] block)
    {
        if (block.Length <= byte.MaxValue)
        {
            bytes.WriteByte(JavaStream.BlockData);
            bytes.WriteByte((byte)block.Length);
        }
        else
        {
            Span<byte> length = stackalloc byte[4];
            BinaryPrimitives.WriteInt32BigEndian(length, block.Length);
            bytes.WriteByte(JavaStream.LongBlockData);
            bytes.Write(length);
        }
        bytes.Write(block);
    }

    private static bool TryReadBlock(ReadOnlySpan<byte> bytes, ref int at, out ReadOnlySpan<byte> block)
    {
        block = default;
        var begin = at + (bytes[at] == JavaStream.BlockData ? 2 : 5);
        if (begin > bytes.Length)
            return false;
        long length = bytes[at] == JavaStream.BlockData ? bytes[at + 1] : BinaryPrimitives.ReadUInt32BigEndian(bytes[(at + 1)..]);
        if (length > bytes.Length - begin)
            return false;
        block = bytes.Slice(begin, (int)length);
        at = begin + (int)length;
        return true;
    }
}
