using FlinkZk.Server.Log;

namespace FlinkZk.Server.Tests.Log;

/// <summary>
/// A disk in memory that knows what is safe: bytes since the last sync of their file and names since the last sync of the directory can be lost in a
/// crash, all, some or torn. It can fail at a chosen operation, and be full.
/// </summary>
internal sealed class CrashDisk : IDisk
{
    private const int Sector = 512;

    private readonly object _gate = new();
    private readonly List<Action<Dictionary<string, Inode>>> _unsyncedNames = [];
    private readonly Dictionary<string, Inode> _names = new(StringComparer.Ordinal);
    private Dictionary<string, Inode> _syncedNames = new(StringComparer.Ordinal);

    /// <summary>Operations so far that change something.</summary>
    public int Operations { get; private set; }

    /// <summary>Of these, how often a file was synced.</summary>
    public int Syncs { get; private set; }

    /// <summary>The operation that fails, counted from 1; those after it do not.</summary>
    public int FailAt { get; set; } = int.MaxValue;

    /// <summary>Room for all files.</summary>
    public long Capacity { get; set; } = long.MaxValue;

    /// <summary>Called in front of each operation that changes something.</summary>
    public Action? BeforeOperation { get; set; }

    public string PathOf(string name) => "/crash/" + name;

    public IReadOnlyList<string> List()
    {
        lock (_gate)
            return [.. _names.Keys];
    }

    public IDiskFile Create(string name, long length)
    {
        Change("create " + name);
        lock (_gate)
        {
            if (_names.ContainsKey(name))
                throw new IOException($"{name} exists already.");
            var inode = new Inode(name);
            ChangeNames(names => names[name] = inode);
            try
            {
                inode.SetLength(length, this);
            }
            catch (DiskFullException)
            {
                ChangeNames(names => names.Remove(name));
                throw;
            }
            return new Handle(this, inode);
        }
    }

    public IDiskFile Open(string name)
    {
        lock (_gate)
            return _names.TryGetValue(name, out var inode) ? new Handle(this, inode) : throw new FileNotFoundException(name);
    }

    public IDiskFile OpenToWrite(string name) => Open(name);

    public void Publish(string from, string to)
    {
        lock (_gate)
            if (_names.ContainsKey(to))
                throw new IOException($"{to} exists already.");
        Rename(from, to);
    }

    public void Rename(string from, string to)
    {
        Change("rename " + from);
        lock (_gate)
            ChangeNames(names =>
            {
                if (names.Remove(from, out var inode))
                    names[to] = inode;
            });
    }

    public void Delete(string name)
    {
        Change("delete " + name);
        lock (_gate)
            ChangeNames(names => names.Remove(name));
    }

    public void SyncDirectory()
    {
        Change("sync of the directory");
        lock (_gate)
        {
            _syncedNames = new(_names, StringComparer.Ordinal);
            _unsyncedNames.Clear();
        }
    }

    /// <summary>The bytes of a file, to look at or to damage: as if they had been so for ever.</summary>
    public byte[] this[string name]
    {
        get => [.. _names[name].Content];
        set
        {
            var inode = new Inode(name) { Content = [.. value] };
            inode.Sync();
            _names[name] = _syncedNames[name] = inode;
        }
    }

    /// <summary>A file's very bytes.</summary>
    public byte[] Content(string name) => _names[name].Content;

    /// <summary>Deletes a file for good, as nobody should.</summary>
    public void Drop(string name)
    {
        _names.Remove(name);
        _syncedNames.Remove(name);
    }

    /// <summary>What a crash at this moment would leave.</summary>
    public CrashDisk Crash(CrashKind kind, Random random)
    {
        lock (_gate)
        {
            var keptNames = kind switch
            {
                CrashKind.EverythingLost => 0,
                CrashKind.EverythingKept or CrashKind.BytesLost => _unsyncedNames.Count,
                _ => random.Next(_unsyncedNames.Count + 1),
            };
            var names = new Dictionary<string, Inode>(_syncedNames, StringComparer.Ordinal);
            foreach (var change in _unsyncedNames.Take(keptNames))
                change(names);
            var left = new CrashDisk();
            foreach (var (name, inode) in names)
                left[name] = inode.AfterCrash(kind, random);
            return left;
        }
    }

    /// <summary>The same, nothing lost.</summary>
    public CrashDisk Copy() => Crash(CrashKind.EverythingKept, Random.Shared);

    private void ChangeNames(Action<Dictionary<string, Inode>> change)
    {
        change(_names);
        _unsyncedNames.Add(change);
    }

    private void Change(string what)
    {
        BeforeOperation?.Invoke();
        if (++Operations == FailAt)
            throw new IOException($"The disk failed at operation {Operations}: {what}.");
    }

    private void Claim(long bytes)
    {
        if (bytes > 0 && _names.Values.Sum(static inode => (long)inode.Content.Length) + bytes > Capacity)
            throw new DiskFullException("/crash");
    }

    private sealed class Inode(string name)
    {
        private readonly List<Func<byte[], Random?, byte[]>> _unsynced = [];
        private byte[] _synced = [];

        public string Name => name;

        public byte[] Content { get; set; } = [];

        public void Write(byte[] bytes, long offset, CrashDisk disk)
        {
            disk.Claim(Math.Max(0, offset + bytes.Length - Content.Length));
            Do((content, random) => Overwrite(content, bytes, (int)offset, random));
        }

        public void SetLength(long length, CrashDisk disk)
        {
            disk.Claim(length - Content.Length);
            Do((content, random) => random is null || random.Next(2) == 0 ? Resized(content, (int)length) : content);
        }

        public void Sync()
        {
            _synced = [.. Content];
            _unsynced.Clear();
        }

        public byte[] AfterCrash(CrashKind kind, Random random)
        {
            if (kind == CrashKind.EverythingKept)
                return Content;
            var left = _synced;
            if (kind == CrashKind.Torn)
                foreach (var change in _unsynced)
                    left = change(left, random);
            return left;
        }

        private void Do(Func<byte[], Random?, byte[]> change)
        {
            Content = change(Content, null);
            _unsynced.Add(change);
        }

        // Sectors reach the disk in any order, and one may be cut.
        private static byte[] Overwrite(byte[] content, byte[] bytes, int offset, Random? random)
        {
            var result = Resized(content, Math.Max(content.Length, offset + bytes.Length));
            if (random is null)
            {
                bytes.CopyTo(result, offset);
                return result;
            }
            for (var at = 0; at < bytes.Length;)
            {
                var length = Math.Min(bytes.Length - at, Sector - ((offset + at) % Sector));
                var kept = random.Next(4) switch { 0 => 0, 1 => random.Next(length + 1), _ => length };
                bytes.AsSpan(at, kept).CopyTo(result.AsSpan(offset + at));
                at += length;
            }
            return result;
        }

        private static byte[] Resized(byte[] content, int length)
        {
            var result = new byte[length];
            content.AsSpan(0, Math.Min(length, content.Length)).CopyTo(result);
            return result;
        }
    }

    private sealed class Handle(CrashDisk disk, Inode inode) : IDiskFile
    {
        public long Length
        {
            get
            {
                lock (disk._gate)
                    return inode.Content.Length;
            }
        }

        public int Read(Span<byte> buffer, long offset)
        {
            lock (disk._gate)
            {
                var take = (int)Math.Clamp(inode.Content.Length - offset, 0, buffer.Length);
                inode.Content.AsSpan((int)Math.Min(offset, inode.Content.Length), take).CopyTo(buffer);
                return take;
            }
        }

        public void Write(ReadOnlySpan<byte> bytes, long offset)
        {
            var copy = bytes.ToArray();
            try
            {
                disk.Change("write to " + inode.Name);
            }
            catch (IOException)
            {
                lock (disk._gate)
                    inode.Write(copy[..(copy.Length / 2)], offset, disk);
                throw;
            }
            lock (disk._gate)
                inode.Write(copy, offset, disk);
        }

        public void SetLength(long length)
        {
            disk.Change("new length of " + inode.Name);
            lock (disk._gate)
                inode.SetLength(length, disk);
        }

        public void Sync()
        {
            disk.Change("sync of " + inode.Name);
            lock (disk._gate)
            {
                disk.Syncs++;
                inode.Sync();
            }
        }

        public void Dispose()
        {
        }
    }
}
