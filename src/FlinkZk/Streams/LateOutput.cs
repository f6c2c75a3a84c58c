using System.Buffers;
using FlinkZk.Streams.Runtime;

namespace FlinkZk;

/// <summary>Where late records go: into a list for a variable, into a file of JSON lines, or nowhere but the count.</summary>
internal sealed class LateOutput : IDisposable
{
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
        {
            // The record alone, so that the file can be read as a stream again.
            var line = JsonLine.Of(late.Row);
            line.Write("\n"u8);
            _file.Write(line.WrittenSpan);
        }
    }

    /// <summary>Hands over the late records, in the order of their arrival.</summary>
    public void Publish() => _publish?.Invoke([.. _collected!]);

    public void Dispose() => _file?.Dispose();
}
