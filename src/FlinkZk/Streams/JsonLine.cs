using System.Buffers;
using System.Collections.Specialized;
using System.Management.Automation;
using System.Text.Encodings.Web;
using System.Text.Json;
using FlinkZk.Coordination;
using FlinkZk.Streams.Records;

namespace FlinkZk;

/// <summary>A record as one JSON object, so that it can be read as a record again.</summary>
internal static class JsonLine
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The object, whole or not at all, without a line end.</summary>
    /// <exception cref="NotSupportedException">The record has a value that JSON cannot have.</exception>
    public static ArrayBufferWriter<byte> Of(IRow row)
    {
        var line = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(line, Options);
        writer.WriteStartObject();
        foreach (var name in row.Names)
        {
            row.TryGetValue(name, out var value);
            writer.WritePropertyName(name);
            writer.WriteRawValue(ConfigurationJson.Encode(Plain(value)));
        }
        writer.WriteEndObject();
        writer.Flush();
        return line;
    }

    // Objects within a record, of JSON or of the pipeline, as JSON has them.
    private static object? Plain(object? value) => value switch
    {
        IRow row => Entries(row.Names.Select(name => KeyValuePair.Create(name, row.TryGetValue(name, out var inner) ? inner : null))),
        PSObject { BaseObject: PSCustomObject } item => Entries(item.Properties.Select(property => KeyValuePair.Create(property.Name, (object?)property.Value))),
        object?[] items => Array.ConvertAll(items, Plain),
        _ => value,
    };

    private static OrderedDictionary Entries(IEnumerable<KeyValuePair<string, object?>> pairs)
    {
        var entries = new OrderedDictionary();
        foreach (var (name, value) in pairs)
            entries.Add(name, Plain(value));
        return entries;
    }
}
