using System.IO.Compression;
using System.Text;

namespace FlinkZk.Streams.Connectors;

/// <summary>Makes of a file's bytes the UTF-8 that readers read: what is compressed is unpacked, known by its first bytes, and another encoding is recoded.</summary>
internal static class InputDecoding
{
    private static readonly Encoding[] Marked = [Encoding.UTF8, new UTF32Encoding(bigEndian: false, byteOrderMark: true), new UTF32Encoding(bigEndian: true, byteOrderMark: true), Encoding.Unicode, Encoding.BigEndianUnicode];

    /// <summary>The stream that readers read.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="encoding">How its text is encoded where no byte order mark says it; null = UTF-8.</param>
    public static Stream Open(Stream bytes, Encoding? encoding)
    {
        var packed = new PeekStream(bytes);
        var plain = packed.StartsWith([0x1F, 0x8B]) ? new PeekStream(new GZipStream(packed, CompressionMode.Decompress)) : packed;
        if (Array.Find(Marked, marked => plain.StartsWith(marked.GetPreamble())) is { } said)
        {
            plain.Skip(said.GetPreamble().Length);
            encoding = said;
        }

        return encoding is null or UTF8Encoding ? plain : Encoding.CreateTranscodingStream(plain, encoding, Encoding.UTF8);
    }
}
