using System.Globalization;
using System.Management.Automation;
using System.Text;

namespace FlinkZk;

/// <summary>A node's data as the objects of Get-Content, and back: lines, one text, or bytes.</summary>
/// <param name="Encoding">The encoding; null: UTF-8, and data that are not are an error.</param>
/// <param name="AsBytes">Whether the objects are bytes.</param>
/// <param name="Whole">Whether there is one object for all when reading, and no line break between them when writing.</param>
internal sealed record ContentFormat(Encoding? Encoding, bool AsBytes, bool Whole)
{
    private const char LineBreak = '\n';
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The objects of data; none where there are none.</summary>
    /// <exception cref="FlinkZkException">They are no text.</exception>
    public IReadOnlyList<object> Read(byte[]? data, string path) => data switch
    {
        null or [] => [],
        _ when AsBytes => Whole ? [data] : [.. data.Select(static one => (object)one)],
        _ when Whole => [Decode(data, path)],
        _ => Lines(Decode(data, path)),
    };

    /// <summary>The bytes of objects, behind data that are there already.</summary>
    /// <exception cref="FlinkZkException">They are no bytes.</exception>
    public byte[] Write(IReadOnlyList<object?> items, byte[]? before)
    {
        if (AsBytes)
            return [.. before ?? [], .. items.Select(AsByte)];
        var encoding = Encoding ?? Utf8;
        var text = string.Join(Whole ? "" : LineBreak.ToString(), items.Select(AsText));
        if (before is not { Length: > 0 })
            return [.. encoding.GetPreamble(), .. encoding.GetBytes(text)];
        // What is appended begins a line of its own.
        var needsBreak = !Whole && !before.AsSpan().EndsWith(encoding.GetBytes(LineBreak.ToString()));
        return [.. before, .. encoding.GetBytes(needsBreak ? LineBreak + text : text)];
    }

    /// <summary>Whether what begins at a place of data begins a line: only then it is appended, and not a value that begins as the one before.</summary>
    public bool BeginsLine(ReadOnlySpan<byte> data, int at)
    {
        ReadOnlySpan<byte> linefeed = (Encoding ?? Utf8).GetBytes(LineBreak.ToString()), carriage = (Encoding ?? Utf8).GetBytes("\r");
        return data[..at].EndsWith(linefeed) || data[at..].StartsWith(linefeed) || data[at..].StartsWith(carriage);
    }

    private string Decode(byte[] data, string path)
    {
        try
        {
            using var reader = new StreamReader(new MemoryStream(data, writable: false), Encoding ?? Utf8, detectEncodingFromByteOrderMarks: true);
            return reader.ReadToEnd();
        }
        catch (DecoderFallbackException e)
        {
            throw new FlinkZkException("NotText", ErrorCategory.InvalidData, $"The data of '{path}' ({data.Length:N0} bytes) are not text in UTF-8.", "-AsByteStream gives bytes; -Encoding latin1, unicode or another reads text of another kind.", e);
        }
    }

    private static List<object> Lines(string text)
    {
        var lines = new List<object>();
        using var reader = new StringReader(text);
        while (reader.ReadLine() is { } line)
            lines.Add(line);
        return lines;
    }

    private static string AsText(object? item) => LanguagePrimitives.ConvertTo<string>(item) ?? "";

    private static byte AsByte(object? item) => (item is PSObject wrapped ? wrapped.BaseObject : item) switch
    {
        byte one => one,
        IConvertible number and not string when LanguagePrimitives.TryConvertTo<byte>(number, CultureInfo.InvariantCulture, out var one) => one,
        var other => throw new FlinkZkException("InvalidData", ErrorCategory.InvalidType, $"With -AsByteStream each value is a byte, not '{other}' ({other?.GetType().Name ?? "null"}).", "Leave -AsByteStream out to write text."),
    };
}
