using System.Buffers.Binary;
using FlinkZk.Clusters.Model;

namespace FlinkZk.Clusters.Ha;

/// <summary>
/// The bytes of a pointer to a file, as Flink 1.15 to 2.3 writes it below jobgraphs, execution-plans, checkpoints and applications (<c>ZooKeeperStateHandleStore</c>): four
/// objects, one in the other, whose classes take the same bytes in all these versions.
/// <code>
///   0  ac ed 00 05, RetrievableStreamStateHandle, FileStateHandle
/// 291  size of the file, 64 bits, big-endian
/// 299  Path, java.net.URI
/// 427  74, length16, URI in modified UTF-8
///   .. 78
/// </code>
/// </summary>
internal static class StateHandleCodec
{
    private const byte StringTag = 0x74;
    private const byte EndTag = 0x78;

    // Each is TC_OBJECT, TC_CLASSDESC, the class with its serialVersionUID, its flags and fields, TC_ENDBLOCKDATA, TC_NULL.
    private static readonly byte[] UpToSize = Convert.FromHexString(
        "aced0005"
        // org.apache.flink.runtime.state.RetrievableStreamStateHandle { StreamStateHandle wrappedStreamStateHandle }
        + "7372003b6f72672e6170616368652e666c696e6b2e72756e74696d652e73746174652e5265747269657661626c6553747265616d537461746548616e646c6500011e18f155972b0200014c00187772617070656453747265616d537461746548616e646c657400324c6f72672f6170616368652f666c696e6b2f72756e74696d652f73746174652f53747265616d537461746548616e646c653b7870"
        // org.apache.flink.runtime.state.filesystem.FileStateHandle { long stateSize; Path filePath }
        + "737200396f72672e6170616368652e666c696e6b2e72756e74696d652e73746174652e66696c6573797374656d2e46696c65537461746548616e646c6504dc75d862bd1bb30200024a0009737461746553697a654c000866696c655061746874001f4c6f72672f6170616368652f666c696e6b2f636f72652f66732f506174683b7870");

    private static readonly byte[] UpToUri = Convert.FromHexString(
        // org.apache.flink.core.fs.Path { URI uri }
        "7372001d6f72672e6170616368652e666c696e6b2e636f72652e66732e5061746800000000000000010200014c000375726974000e4c6a6176612f6e65742f5552493b7870"
        // java.net.URI { String string }
        + "7372000c6a6176612e6e65742e555249ac01782e439e49ab0300014c0006737472696e677400124c6a6176612f6c616e672f537472696e673b7870");

    private static readonly int SizeEnd = UpToSize.Length + 8;
    private static readonly int UriAt = SizeEnd + UpToUri.Length;
    private static readonly int TextAt = UriAt + 3;
    private static readonly int MaxBytes = TextAt + ModifiedUtf8.MaxBytes + 1;

    /// <summary>The bytes.</summary>
    /// <exception cref="ArgumentException">The path takes more than 65535 bytes, or the size is below -1.</exception>
    public static byte[] Write(StateHandle handle)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(handle.Size, -1);
        var uri = ModifiedUtf8.Encode(handle.Path);
        var bytes = new byte[TextAt + uri.Length + 1];
        UpToSize.CopyTo(bytes, 0);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(UpToSize.Length), handle.Size);
        UpToUri.CopyTo(bytes, SizeEnd);
        bytes[UriAt] = StringTag;
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(UriAt + 1), (ushort)uri.Length);
        uri.CopyTo(bytes, TextAt);
        bytes[^1] = EndTag;
        return bytes;
    }

    /// <summary>What they say, if they are just the bytes that <see cref="Write"/> makes of it.</summary>
    public static Decoded<StateHandle> Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MaxBytes)
            return new FormatError(FormatProblem.TooLong, MaxBytes, $"{bytes.Length} bytes; the longest path makes {MaxBytes}.");
        if (JavaStream.CheckHeader(bytes) is { } wrong)
            return wrong;
        if (CheckFixed(bytes, 0, UpToSize) is { } otherClass)
            return otherClass;
        if (bytes.Length < SizeEnd)
            return JavaStream.Truncated(bytes);
        if (CheckFixed(bytes, SizeEnd, UpToUri) is { } otherPath)
            return otherPath;
        if (CheckFixed(bytes, UriAt, [StringTag]) is { } noString)
            return noString;
        if (bytes.Length < TextAt)
            return JavaStream.Truncated(bytes);
        var end = TextAt + BinaryPrimitives.ReadUInt16BigEndian(bytes[(UriAt + 1)..]);
        if (bytes.Length <= end)
            return JavaStream.Truncated(bytes);
        if (CheckFixed(bytes, end, [EndTag]) is { } noEnd)
            return noEnd;
        if (bytes.Length > end + 1)
            return new FormatError(FormatProblem.TrailingBytes, end + 1, $"{bytes.Length - end - 1} bytes follow the path.");

        var size = BinaryPrimitives.ReadInt64BigEndian(bytes[UpToSize.Length..]);
        if (size < -1)
            return new FormatError(FormatProblem.NegativeSize, UpToSize.Length, $"A file of {size} bytes.");
        var path = ModifiedUtf8.Decode(bytes[TextAt..end], TextAt);
        if (path.Error is { } notText)
            return notText;
        var handle = new StateHandle(size, path.Value!);
        return JavaStream.IfWritten(handle, bytes, Write(handle));
    }

    private static FormatError? CheckFixed(ReadOnlySpan<byte> bytes, int at, ReadOnlySpan<byte> expected)
    {
        var same = bytes[at..].CommonPrefixLength(expected);
        return same == expected.Length ? null
            : at + same == bytes.Length ? JavaStream.Truncated(bytes)
            : new(FormatProblem.NotStateHandle, at + same, "Here a handle to a file goes otherwise.");
    }
}
