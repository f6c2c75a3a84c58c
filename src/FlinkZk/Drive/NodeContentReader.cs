using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Provider;

namespace FlinkZk;

/// <summary>Get-Content: the data as they were when it began, and with -Wait what comes after.</summary>
internal sealed class NodeContentReader : IContentReader
{
    private readonly ContentFormat _format;
    private readonly string _path;
    private readonly Func<byte[]?>? _next;
    private readonly Action? _stop;
    private IReadOnlyList<object> _items;
    private byte[]? _data;
    private int _position;

    /// <param name="data">The data now.</param>
    /// <param name="format">What is made of them.</param>
    /// <param name="path">For errors.</param>
    /// <param name="next">Waits for the data's next state, null for no node; null where nothing is waited for.</param>
    /// <param name="stop">Ends the waiting.</param>
    public NodeContentReader(byte[]? data, ContentFormat format, string path, Func<byte[]?>? next = null, Action? stop = null)
    {
        (_data, _format, _path, _next, _stop) = (data, format, path, next, stop);
        _items = format.Read(data, path);
    }

    public IList Read(long readCount)
    {
        try
        {
            while (_position >= _items.Count && _next is not null)
                Follow(_next());
        }
        catch (Exception e) when (e is not (PipelineStoppedException or IContainsErrorRecord))
        {
            throw new DriveException(DriveErrors.ToErrorRecord(e, _path));
        }
        var count = (int)Math.Min(readCount <= 0 ? int.MaxValue : readCount, _items.Count - _position);
        var items = new object[count];
        for (var i = 0; i < count; i++)
            items[i] = _items[_position++];
        return items;
    }

    public void Seek(long offset, SeekOrigin origin)
    {
        var from = origin switch
        {
            SeekOrigin.Begin => 0,
            SeekOrigin.Current => _position,
            _ => _items.Count,
        };
        _position = (int)Math.Clamp(from + offset, 0, _items.Count);
    }

    public void Close() => _stop?.Invoke();

    public void Dispose() => Close();

    // As with a file that is followed: what was appended, or all where it was written anew.
    private void Follow(byte[]? data)
    {
        var before = _data;
        _data = data;
        if (data is null)
            return;
        var isAppended = before is { Length: > 0 } && data.AsSpan().StartsWith(before)
            && (_format.AsBytes || _format.BeginsLine(data, before.Length));
        (_items, _position) = (_format.Read(isAppended ? data[before!.Length..] : data, _path), 0);
        // The line break that parts the new line from the one before is no line.
        if (isAppended && !_format.AsBytes && !_format.Whole && _items is ["", ..])
            _position = 1;
    }
}
