using FlinkZk.Server.Journal;

namespace FlinkZk.Server.Tests;

/// <summary>
/// A disk in memory that knows what a crash leaves: of each file what was synced, of the names what was flushed. Any call can be made
/// to fail, and any byte be changed.
/// </summary>
internal sealed class MemoryDisk : IDisk
{
    private readonly object _gate = new();
    private readonly Dictionary<string, Content> _files = new(StringComparer.Ordinal);
    private Dictionary<string, Content> _flushedNames = new(StringComparer.Ordinal);
    private int _calls;

    /// <summary>The number of the call (write, sync, rename, create, delete, length) that fails, and all after it.</summary>
    public int FailFrom { get; set; } = int.MaxValue;

    /// <summary>Calls made so far.</summary>
    public int Calls => _calls;

    public IEnumerable<string> List()
    {
        lock (_gate)
            return [.. _files.Keys];
    }

    public IDiskFile Create(string name, long reserve)
    {
        lock (_gate)
        {
            Count();
            if (!_files.TryAdd(name, new()))
                throw new IOException($"{name} exists.");
            return new Opened(this, _files[name]);
        }
    }

    public IDiskFile OpenRead(string name) => OpenWrite(name);

    public IDiskFile OpenWrite(string name)
    {
        lock (_gate)
            return new Opened(this, _files.TryGetValue(name, out var content) ? content : throw new FileNotFoundException(name));
    }

    public void Rename(string from, string to)
    {
        lock (_gate)
        {
            Count();
            _files[to] = _files[from];
            _files.Remove(from);
        }
    }

    public void Delete(string name)
    {
        lock (_gate)
        {
            Count();
            _files.Remove(name);
        }
    }

    public void FlushNames()
    {
        lock (_gate)
        {
            Count();
            _flushedNames = new(_files, StringComparer.Ordinal);
        }
    }

    public string Describe(string name) => name;

    /// <summary>What a crash leaves now, with a part of what was not synced: each unsynced write is there, torn, or not.</summary>
    public MemoryDisk Crash(Random random)
    {
        lock (_gate)
        {
            var left = new MemoryDisk();
            // Names that were not flushed may be there or not.
            foreach (var (name, content) in random.Next(2) == 0 ? _files : _flushedNames)
                left._files[name] = content.Crash(random);
            left._flushedNames = new(left._files, StringComparer.Ordinal);
            return left;
        }
    }

    /// <summary>The same bytes on another disk.</summary>
    public MemoryDisk Clone()
    {
        lock (_gate)
        {
            var copy = new MemoryDisk();
            foreach (var (name, content) in _files)
                copy._files[name] = new() { Bytes = [.. content.Bytes], Synced = [.. content.Bytes] };
            copy._flushedNames = new(copy._files, StringComparer.Ordinal);
            return copy;
        }
    }

    public byte[] this[string name]
    {
        get => _files[name].Bytes;
        set => _files[name].Bytes = value;
    }

    private void Count()
    {
        if (Interlocked.Increment(ref _calls) >= FailFrom)
            throw new IOException("The disk is full.");
    }

    private sealed class Content
    {
        public byte[] Bytes { get; set; } = [];

        public byte[] Synced { get; set; } = [];

        public List<(long Offset, byte[] Bytes)> Unsynced { get; } = [];

        public Content Crash(Random random)
        {
            var bytes = Synced.ToArray();
            foreach (var (offset, written) in Unsynced)
            {
                var kept = random.Next(3) switch { 0 => 0, 1 => written.Length, _ => random.Next(written.Length + 1) };
                if (bytes.Length < offset + kept)
                    Array.Resize(ref bytes, (int)(offset + kept));
                // Sectors reach the disk in any order: the end may be there without the beginning.
                var from = random.Next(4) == 0 && kept > 0 ? random.Next(kept) : 0;
                written.AsSpan(from, kept - from).CopyTo(bytes.AsSpan((int)offset + from));
            }
            return new() { Bytes = bytes, Synced = [.. bytes] };
        }
    }

    private sealed class Opened(MemoryDisk disk, Content content) : IDiskFile
    {
        public long Length => content.Bytes.Length;

        public int Read(long offset, Span<byte> bytes)
        {
            lock (disk._gate)
            {
                var rest = content.Bytes.AsSpan((int)Math.Min(offset, content.Bytes.Length));
                var count = Math.Min(rest.Length, bytes.Length);
                rest[..count].CopyTo(bytes);
                return count;
            }
        }

        public void Write(long offset, ReadOnlySpan<byte> bytes)
        {
            lock (disk._gate)
            {
                disk.Count();
                if (content.Bytes.Length < offset + bytes.Length)
                    SetContentLength(offset + bytes.Length);
                bytes.CopyTo(content.Bytes.AsSpan((int)offset));
                content.Unsynced.Add((offset, bytes.ToArray()));
            }
        }

        public void SetLength(long length)
        {
            lock (disk._gate)
            {
                disk.Count();
                SetContentLength(length);
            }
        }

        public void Flush()
        {
            lock (disk._gate)
            {
                disk.Count();
                content.Synced = [.. content.Bytes];
                content.Unsynced.Clear();
            }
        }

        public void Dispose()
        {
        }

        private void SetContentLength(long length)
        {
            var bytes = content.Bytes;
            Array.Resize(ref bytes, (int)length);
            content.Bytes = bytes;
        }
    }
}
