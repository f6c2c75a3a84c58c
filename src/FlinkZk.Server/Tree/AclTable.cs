using FlinkZk.Wire;

namespace FlinkZk.Server.Tree;

/// <summary>
/// Access control lists by number: nodes share a few lists, so each list is kept once and counted. Number 0 is
/// <c>world:anyone:cdrwa</c>, never counted (<c>ReferenceCountedACLCache</c>). Written by Apply alone.
/// </summary>
internal sealed class AclTable
{
    /// <summary>world:anyone:cdrwa.</summary>
    public const int Open = 0;

    private readonly Dictionary<IReadOnlyList<Acl>, int> _numbers = new(new SameEntries());
    private readonly List<(IReadOnlyList<Acl>? List, int Users)> _lists = [(Acl.OpenUnsafe, 1)];
    private readonly Stack<int> _free = new();

    /// <summary>About how many bytes they take.</summary>
    public long Size { get; private set; }

    public AclTable() => _numbers.Add(Acl.OpenUnsafe, Open);

    public IReadOnlyList<Acl> this[int number] => _lists[number].List!;

    /// <summary>The number of a list, with one more user.</summary>
    public int Rent(IReadOnlyList<Acl> list)
    {
        if (!_numbers.TryGetValue(list, out var number))
        {
            number = _free.TryPop(out var free) ? free : _lists.Count;
            if (number == _lists.Count)
                _lists.Add(default);
            _lists[number] = (list, 0);
            _numbers.Add(list, number);
            Size += SizeOf(list);
        }
        if (number != Open)
            _lists[number] = (_lists[number].List, _lists[number].Users + 1);
        return number;
    }

    /// <summary>One user less; a list without any is forgotten.</summary>
    public void Return(int number)
    {
        if (number == Open)
            return;
        var (list, users) = _lists[number];
        _lists[number] = users > 1 ? (list, users - 1) : default;
        if (users > 1)
            return;
        _numbers.Remove(list!);
        Size -= SizeOf(list!);
        _free.Push(number);
    }

    /// <summary>About how many bytes a list takes. The open one takes none: it is there for all.</summary>
    public static long SizeOf(IReadOnlyList<Acl> list)
    {
        const int ListSize = 120, EntrySize = 100;
        if (list == Acl.OpenUnsafe)
            return 0;
        var size = (long)ListSize;
        foreach (var acl in list)
            size += EntrySize + (sizeof(char) * (acl.Scheme.Length + acl.Id.Length));
        return size;
    }

    private sealed class SameEntries : IEqualityComparer<IReadOnlyList<Acl>>
    {
        public bool Equals(IReadOnlyList<Acl>? x, IReadOnlyList<Acl>? y) => x == y || x is not null && y is not null && x.SequenceEqual(y);

        public int GetHashCode(IReadOnlyList<Acl> list)
        {
            var hash = new HashCode();
            foreach (var acl in list)
                hash.Add(acl);
            return hash.ToHashCode();
        }
    }
}
