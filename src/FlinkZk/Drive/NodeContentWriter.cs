using System.Collections;
using System.Management.Automation.Provider;

namespace FlinkZk;

/// <summary>
/// Set-Content and Add-Content: collects what comes down the pipeline and writes it once, at the end, so that nobody ever reads a part of it.
/// </summary>
/// <param name="write">Writes the values; the second tells whether they go behind what is there.</param>
internal sealed class NodeContentWriter(Action<IReadOnlyList<object?>, bool> write) : IContentWriter
{
    private readonly List<object?> _items = [];
    private bool _append;
    private bool _isClosed;

    public IList Write(IList content)
    {
        foreach (var item in content)
            _items.Add(item);
        return content;
    }

    public void Seek(long offset, SeekOrigin origin) => _append = origin == SeekOrigin.End;

    public void Close()
    {
        if (_isClosed)
            return;
        _isClosed = true;
        write(_items, _append);
    }

    // Whoever is disposed without having been closed was given up.
    public void Dispose() => _isClosed = true;
}
