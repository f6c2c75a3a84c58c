using System.Buffers;
using System.Collections.Specialized;
using System.Management.Automation;
using System.Text.Encodings.Web;
using System.Text.Json;
using FlinkZk.Coordination;
using FlinkZk.Streams.Records;
using FlinkZk.Streams.Runtime;

namespace FlinkZk;

/// <summary>Where late records go: into a list for a variable, into a file of JSON lines, or nowhere but the count.</summary>
internal sealed class LateOutput : IDisposable
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly List<FlinkLateRecord>? _collected;
    private readonly Action<FlinkLateRecord[]>? _publish;
    private readonly FileStream? _file;

    /// <param name="publish">Takes all late records at the end; null where nobody wants them.</param>
    /// <param name="path">The file; null where there is none.</param>
    public LateOutput(Action<FlinkLateRecord[]>? publish, string? path)
    {
        (_publish, _collected) = (publish, publish is null ? null : []);
        _file = path is null ? null : new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read);
    }

    /// <summary>Whether the count alone tells of them.</summary>
    public bool OnlyCounts => _collected is null && _file is null;

    /// <exception cref="NotSupportedException">The file cannot take it: it has a value that JSON cannot have. Nothing of it is written.</exception>
    public void Add(LateRecord late)
    {
        _collected?.Add(new FlinkLateRecord(late));
        if (_file is not null)
            WriteLine(_file, late);
    }

    /// <summary>Hands over the late records, in the order of their arrival.</summary>
    public void Publish() => _publish?.Invoke([.. _collected!]);

    public void Dispose() => _file?.Dispose();

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

    // The record alone, so that the file can be read as a stream again.
    private static void WriteLine(FileStream file, LateRecord late)
    {
        // Whole or not at all: a value that JSON cannot have must not leave half a line.
        var line = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(line, Options))
        {
            writer.WriteStartObject();
            foreach (var name in late.Row.Names)
            {
                late.Row.TryGetValue(name, out var value);
                writer.WritePropertyName(name);
                writer.WriteRawValue(ConfigurationJson.Encode(Plain(value)));
            }
            writer.WriteEndObject();
        }
        line.Write("\n"u8);
        file.Write(line.WrittenSpan);
    }
}
