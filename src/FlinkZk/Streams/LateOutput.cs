using System.Text.Encodings.Web;
using System.Text.Json;
using FlinkZk.Coordination;
using FlinkZk.Streams.Runtime;

namespace FlinkZk;

/// <summary>Where late records go: into a list for a variable, into a file of JSON lines, or nowhere but the count.</summary>
internal sealed class LateOutput : IDisposable
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly FileStream? _file;

    public LateOutput(bool collect, string? path)
    {
        Collected = collect ? [] : null;
        _file = path is null ? null : new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read);
    }

    /// <summary>The late records in the order of their arrival; null where nobody wants them.</summary>
    public List<FlinkLateRecord>? Collected { get; }

    /// <summary>Whether the count alone tells of them.</summary>
    public bool OnlyCounts => Collected is null && _file is null;

    public void Add(LateRecord late)
    {
        Collected?.Add(new FlinkLateRecord(late));
        if (_file is not null)
            WriteLine(_file, late);
    }

    public void Dispose() => _file?.Dispose();

    // The record alone, so that the file can be read as a stream again.
    private static void WriteLine(FileStream file, LateRecord late)
    {
        using (var writer = new Utf8JsonWriter(file, Options))
        {
            writer.WriteStartObject();
            foreach (var name in late.Row.Names)
            {
                late.Row.TryGetValue(name, out var value);
                writer.WritePropertyName(name);
                writer.WriteRawValue(ConfigurationJson.Encode(value));
            }
            writer.WriteEndObject();
        }
        file.WriteByte((byte)'\n');
    }
}
