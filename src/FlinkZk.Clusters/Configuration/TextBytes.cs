using System.Text;

namespace FlinkZk.Clusters.Configuration;

/// <summary>Text and bytes of a file, so that what is read is written again byte by byte.</summary>
internal static class TextBytes
{
    public static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly Encoding Utf8WithMark = new UTF8Encoding(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true);

    /// <summary>The text: UTF-8, or, of what is none, a character for each byte.</summary>
    public static (string Text, Encoding Encoding) Read(byte[] bytes)
    {
        var encoding = bytes.AsSpan().StartsWith(Utf8WithMark.Preamble) ? Utf8WithMark : Utf8;
        try
        {
            return (encoding.GetString(bytes, encoding.Preamble.Length, bytes.Length - encoding.Preamble.Length), encoding);
        }
        catch (DecoderFallbackException)
        {
            return (Encoding.Latin1.GetString(bytes), Encoding.Latin1);
        }
    }

    /// <summary>The bytes.</summary>
    public static byte[] Of(string text, Encoding encoding) => [.. encoding.Preamble, .. encoding.GetBytes(text)];

    /// <summary>Whether each character can be written.</summary>
    public static bool Holds(string text, Encoding encoding) => encoding != Encoding.Latin1 || text.All(character => character <= byte.MaxValue);
}
