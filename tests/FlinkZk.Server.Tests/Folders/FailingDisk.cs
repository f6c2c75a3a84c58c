using FlinkZk.Server.Log;

namespace FlinkZk.Server.Tests.Folders;

/// <summary>A real directory of which one operation is not like the others: before it something happens, or it fails.</summary>
/// <param name="disk">The directory.</param>
/// <param name="at">The operation that changes something, counted from 1.</param>
/// <param name="happens">What happens before it; what it throws is the operation's failure.</param>
internal sealed class FailingDisk(IDisk disk, int at, Action happens) : IDisk
{
    /// <summary>Operations so far that change something.</summary>
    public int Operations { get; private set; }

    public string PathOf(string name) => disk.PathOf(name);

    public IReadOnlyList<string> List() => disk.List();

    public IDiskFile Create(string name, long length) => new FailingFile(this, Change(() => disk.Create(name, length)));

    public IDiskFile Open(string name) => disk.Open(name);

    public IDiskFile OpenToWrite(string name) => new FailingFile(this, disk.OpenToWrite(name));

    public void Rename(string from, string to) => Change(() => disk.Rename(from, to));

    public void Publish(string from, string to) => Change(() => disk.Publish(from, to));

    public void Delete(string name) => Change(() => disk.Delete(name));

    public void SyncDirectory() => Change(disk.SyncDirectory);

    private void Change(Action change) => Change(() =>
    {
        change();
        return true;
    });

    private T Change<T>(Func<T> change)
    {
        if (++Operations == at)
            happens();
        return change();
    }

    private sealed class FailingFile(FailingDisk disk, IDiskFile file) : IDiskFile
    {
        public long Length => file.Length;

        public int Read(Span<byte> buffer, long offset) => file.Read(buffer, offset);

        public void Write(ReadOnlySpan<byte> bytes, long offset)
        {
            var copy = bytes.ToArray();
            disk.Change(() => file.Write(copy, offset));
        }

        public void SetLength(long length) => disk.Change(() => file.SetLength(length));

        public void Sync() => disk.Change(file.Sync);

        public void Dispose() => file.Dispose();
    }
}
