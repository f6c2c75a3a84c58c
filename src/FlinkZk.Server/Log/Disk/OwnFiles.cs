namespace FlinkZk.Server.Log;

/// <summary>
/// A disk that remembers what was made through it. Unless that is kept, it takes back exactly that in the end, and never anything else.
/// </summary>
internal sealed class OwnFiles(IDisk disk) : IDisk, IDisposable
{
    private readonly List<string> _made = [];

    /// <summary>The names of what was made, in that order.</summary>
    public IReadOnlyList<string> Made => _made;

    public string PathOf(string name) => disk.PathOf(name);

    public IReadOnlyList<string> List() => disk.List();

    public IDiskFile Create(string name, long length)
    {
        var file = disk.Create(name, length);
        _made.Add(name);
        return file;
    }

    public IDiskFile Open(string name) => disk.Open(name);

    public IDiskFile OpenToWrite(string name) => disk.OpenToWrite(name);

    public void Rename(string from, string to)
    {
        disk.Rename(from, to);
        Renamed(from, to);
    }

    public void Publish(string from, string to)
    {
        disk.Publish(from, to);
        if (!Renamed(from, to))
            _made.Add(to); // it comes from another folder
    }

    public void Delete(string name)
    {
        disk.Delete(name);
        _made.Remove(name);
    }

    public void SyncDirectory() => disk.SyncDirectory();

    /// <summary>What was made is whole: it stays.</summary>
    public void Keep() => _made.Clear();

    public void Dispose()
    {
        for (var i = _made.Count - 1; i >= 0; i--)
            try
            {
                disk.Delete(_made[i]);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // What went wrong before is what is told.
            }
        _made.Clear();
    }

    private bool Renamed(string from, string to)
    {
        if (_made.IndexOf(from) is not (>= 0 and var at))
            return false;
        _made[at] = to;
        return true;
    }
}
