using System.Text;

namespace FlinkZk.Faults.Histories;

/// <summary>Writes a contender's history. A line is with the system when a call returns: it outlives the process.</summary>
internal sealed class HistoryWriter : IDisposable
{
    private readonly int _contender;
    private readonly Lock _gate = new();
    private readonly FileStream _file;   // gate
    private long _last;

    public HistoryWriter(string path, int contender)
    {
        _contender = contender;
        _file = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
    }

    /// <summary>Raised for each operation that has ended well.</summary>
    public event Action<Operation>? Succeeded;

    /// <summary>Notes that an operation begins.</summary>
    public Operation Begin(Kind kind, string key, string? value = null, long? expected = null)
    {
        var operation = New(kind, key) with { Value = value, Expected = expected };
        Write(operation);
        return operation;
    }

    /// <summary>Notes how one has ended.</summary>
    public Operation End(Operation operation)
    {
        operation = operation with { Ended = Clock.Now };
        Write(operation);
        if (operation.IsOk)
            Succeeded?.Invoke(operation);
        return operation;
    }

    /// <summary>An operation that is noted only when it has ended, because nobody else can see that it began.</summary>
    public Operation New(Kind kind, string key) => new() { Contender = _contender, Id = Interlocked.Increment(ref _last), Kind = kind, Key = key, Began = Clock.Now };

    /// <summary>A value that nobody else writes.</summary>
    public string NewValue() => $"{_contender}.{Interlocked.Increment(ref _last)}";

    public void Dispose() => _file.Dispose();

    private void Write(Operation operation)
    {
        var line = Encoding.UTF8.GetBytes($"{operation}\n");
        lock (_gate)
            _file.Write(line);
    }
}
