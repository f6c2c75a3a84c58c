using System.Globalization;
using System.Management.Automation;
using System.Text;

namespace FlinkZk;

/// <summary>The names of encodings that PowerShell's own -Encoding has; its own list is not public.</summary>
internal static class EncodingNames
{
    private static readonly Dictionary<string, Encoding> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["utf8"] = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        ["utf8NoBOM"] = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        ["utf8BOM"] = new UTF8Encoding(encoderShouldEmitUTF8Identifier: true),
        ["ascii"] = Encoding.ASCII,
        ["latin1"] = Encoding.Latin1,
        ["unicode"] = Encoding.Unicode,
        ["bigendianunicode"] = Encoding.BigEndianUnicode,
        ["utf32"] = Encoding.UTF32,
        ["bigendianutf32"] = new UTF32Encoding(bigEndian: true, byteOrderMark: true),
    };

    public static IEnumerable<string> All => Known.Keys;

    /// <exception cref="FlinkZkException">There is no such encoding.</exception>
    public static Encoding Find(object? value) => value switch
    {
        Encoding encoding => encoding,
        int page => Get(() => Encoding.GetEncoding(page), page.ToString(CultureInfo.InvariantCulture)),
        string name when Known.TryGetValue(name, out var known) => known,
        string name => Get(() => Encoding.GetEncoding(name), name),
        var other => throw Unknown(other?.ToString() ?? "null"),
    };

    private static Encoding Get(Func<Encoding> find, string name)
    {
        try
        {
            return find();
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw Unknown(name);
        }
    }

    private static ArgumentTransformationMetadataException Unknown(string name) => new($"'{name}' is not an encoding. There are {string.Join(", ", All)}, and what .NET knows by name or number.");
}
