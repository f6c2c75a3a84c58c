using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using FlinkZk.Wire;

namespace FlinkZk.Coordination;

/// <summary>
/// The lines of a subtree's file: UTF-8, one JSON object a line.
/// <code>
/// {"format":"flinkzk-subtree","v":1,"root":"/app","time":"2026-11-28T17:00:00Z","zxid":"0x1f"}
/// {"path":"/","text":"on","acl":["world:anyone:cdrwa"],"kind":"persistent","stat":{"czxid":"0x2","mzxid":"0x9","pzxid":"0x8","ctime":1,"mtime":2,"version":3,"cversion":1,"aversion":0,"ephemeralOwner":"0x0","dataLength":2,"numChildren":1}}
/// {"path":"/logo","base64":"/9j/","acl":[...],...}
/// {"end":true,"nodes":2,"bytes":5,"unreadable":0,"sha256":"..."}
/// </code>
/// A node without data has neither <c>text</c> nor <c>base64</c>. The checksum is of all bytes before the last line.
/// </summary>
internal static class TreeFileFormat
{
    public const string Name = "flinkzk-subtree";
    public const int Version = 1;

    /// <summary>Bytes of a line: the largest reply that a client reads, as base64, would still fit.</summary>
    public const int MaxLine = 96 * 1024 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // The file is read by tools and people, never by a browser.
    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void WriteHeader(IBufferWriter<byte> output, TreeFileHeader header) => WriteLine(output, json =>
    {
        json.WriteString("format", Name);
        json.WriteNumber("v", Version);
        json.WriteString("root", header.Root);
        json.WriteString("time", header.Time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture));
        json.WriteString("zxid", Hex(header.Zxid));
    });

    public static void WriteNode(IBufferWriter<byte> output, TreeNode node) => WriteLine(output, json =>
    {
        json.WriteString("path", node.Path);
        if (node.Data is { } data)
        {
            if (IsText(data))
                json.WriteString("text", data);
            else
                json.WriteBase64String("base64", data);
        }
        json.WriteStartArray("acl");
        foreach (var entry in node.Acl ?? [])
            json.WriteStringValue(entry.ToString());
        json.WriteEndArray();
        json.WriteString("kind", node.IsEphemeral ? "ephemeral" : "persistent");
        json.WriteStartObject("stat");
        var stat = node.Stat;
        json.WriteString("czxid", Hex(stat.Czxid));
        json.WriteString("mzxid", Hex(stat.Mzxid));
        json.WriteString("pzxid", Hex(stat.Pzxid));
        json.WriteNumber("ctime", stat.Ctime);
        json.WriteNumber("mtime", stat.Mtime);
        json.WriteNumber("version", stat.Version);
        json.WriteNumber("cversion", stat.Cversion);
        json.WriteNumber("aversion", stat.Aversion);
        json.WriteString("ephemeralOwner", Hex(stat.EphemeralOwner));
        json.WriteNumber("dataLength", stat.DataLength);
        json.WriteNumber("numChildren", stat.NumChildren);
        json.WriteEndObject();
    });

    public static void WriteEnd(IBufferWriter<byte> output, TreeFileEnd end) => WriteLine(output, json =>
    {
        json.WriteBoolean("end", true);
        json.WriteNumber("nodes", end.Nodes);
        json.WriteNumber("bytes", end.Bytes);
        json.WriteNumber("unreadable", end.Unreadable);
        if (end.Sha256 is not null)
            json.WriteString("sha256", end.Sha256);
    });

    /// <exception cref="FormatException">It is not a header that can be read.</exception>
    public static TreeFileHeader ReadHeader(ReadOnlyMemory<byte> line) => Read(line, json =>
    {
        if (json.Optional("format", JsonValueKind.String)?.GetString() != Name)
            throw new FormatException("it does not begin as the file of a subtree does");
        var version = json.Int("v");
        if (version != Version)
            throw new FormatException($"it is of format version {version}, and this reads {Version}");
        var root = json.Required("root", JsonValueKind.String).GetString()!;
        if (!ZnodePath.IsValid(root, out var problem))
            throw new FormatException($"'root' is not a node's path: {problem}");
        _ = DateTimeOffset.TryParse(json.Optional("time", JsonValueKind.String)?.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time);
        return new TreeFileHeader(root, time, json.Zxid("zxid"));
    });

    /// <summary>Reads a node's line, or the last line.</summary>
    /// <exception cref="FormatException">Says what is wrong.</exception>
    public static (TreeNode? Node, TreeFileEnd? End) ReadLine(ReadOnlyMemory<byte> line) => Read<(TreeNode?, TreeFileEnd?)>(line, json => json.Optional("end", JsonValueKind.True) is null
        ? (ReadNode(json), null)
        : (null, new TreeFileEnd(json.Long("nodes"), json.Optional("bytes", JsonValueKind.Number) is null ? -1 : json.Long("bytes"),
            json.Optional("unreadable", JsonValueKind.Number) is null ? 0 : json.Long("unreadable"), json.Optional("sha256", JsonValueKind.String)?.GetString())));

    private static TreeNode ReadNode(JsonObjectReader json)
    {
        var path = json.Required("path", JsonValueKind.String).GetString()!;
        if (!ZnodePath.IsValid(path, out var problem))
            throw new FormatException($"'path' is not a node's path: {problem}");
        var kind = json.Optional("kind", JsonValueKind.String)?.GetString() ?? "persistent";
        if (kind is not ("persistent" or "ephemeral"))
            throw new FormatException($"'kind' is '{kind}', and may be persistent or ephemeral");
        var data = ReadData(json);
        return new TreeNode(path, data, ReadAcl(json), ReadStat(json, data), kind == "ephemeral");
    }

    private static byte[]? ReadData(JsonObjectReader json)
    {
        var (text, base64) = (json.Optional("text", JsonValueKind.String), json.Optional("base64", JsonValueKind.String));
        if (text is not null && base64 is not null)
            throw new FormatException("it has both 'text' and 'base64'");
        if (text is { } plain)
            return Strict.GetBytes(plain.GetString()!);
        if (base64 is not { } encoded)
            return null;
        return encoded.TryGetBytesFromBase64(out var bytes) ? bytes : throw new FormatException("'base64' is not base64");
    }

    private static Acl[]? ReadAcl(JsonObjectReader json)
    {
        if (json.Optional("acl", JsonValueKind.Array) is not { } list)
            return null;
        Acl[] entries = [.. list.EnumerateArray().Select(entry => Acl.Parse(entry.ValueKind == JsonValueKind.String ? entry.GetString()! : throw new FormatException("'acl' holds something else than texts")))];
        return entries.Length > 0 ? entries : throw new FormatException("'acl' is empty: such a list would lock everyone out; leave it out");
    }

    private static Stat ReadStat(JsonObjectReader line, byte[]? data)
    {
        if (line.Optional("stat", JsonValueKind.Object) is not { } value)
            return new Stat { DataLength = data?.Length ?? 0 };
        var json = new JsonObjectReader(value);
        return new Stat(json.Zxid("czxid"), json.Zxid("mzxid"), json.Number("ctime"), json.Number("mtime"), json.Number32("version"), json.Number32("cversion"), json.Number32("aversion"),
            json.Zxid("ephemeralOwner"), data?.Length ?? 0, json.Number32("numChildren"), json.Zxid("pzxid"));
    }

    private static T Read<T>(ReadOnlyMemory<byte> line, Func<JsonObjectReader, T> read)
    {
        try
        {
            using var document = JsonDocument.Parse(line, new() { MaxDepth = 8 });
            return document.RootElement.ValueKind == JsonValueKind.Object ? read(new(document.RootElement)) : throw new FormatException("it is not a JSON object");
        }
        catch (JsonException e)
        {
            throw new FormatException($"it is not JSON (at byte {e.BytePositionInLine})", e);
        }
        catch (InvalidOperationException e)
        {
            // What JsonElement says of a text that is no UTF-16: an escaped half of a pair.
            throw new FormatException("a text is not valid Unicode", e);
        }
        catch (EncoderFallbackException e)
        {
            throw new FormatException("a text is not valid Unicode", e);
        }
    }

    private static void WriteLine(IBufferWriter<byte> output, Action<Utf8JsonWriter> write)
    {
        using (var json = new Utf8JsonWriter(output, WriterOptions))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }
        output.Write("\n"u8);
    }

    // Text that people can read, exactly as it is; the rest is base64.
    private static bool IsText(byte[] data)
    {
        if (data.AsSpan().ContainsAnyInRange((byte)0, (byte)8) || data.AsSpan().ContainsAnyInRange((byte)14, (byte)31) || data.AsSpan().Contains((byte)127))
            return false;
        return System.Text.Unicode.Utf8.IsValid(data);
    }

    private static string Hex(long value) => string.Create(CultureInfo.InvariantCulture, $"0x{value:x}");
}
