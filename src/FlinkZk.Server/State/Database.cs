using FlinkZk.Server.Quotas;
using FlinkZk.Server.Tree;
using FlinkZk.Server.Watches;
using FlinkZk.Wire;

namespace FlinkZk.Server.State;

/// <summary>
/// The replicated state: tree and sessions, with the watches on it. Apply alone changes it, in zxid order, inside the write lock;
/// everyone else reads inside the read lock.
/// </summary>
internal sealed class Database : IDisposable
{
    private const int SessionSize = 8 * 1024; // about what one takes with its connection

    private long _lastZxid;

    public Database() => Quotas = new(Tree);

    public DatabaseGate Gate { get; } = new();

    public DataTree Tree { get; } = new();

    public QuotaTable Quotas { get; }

    public WatchRegistry Watches { get; } = new();

    /// <summary>Sessions by id, as transactions opened them.</summary>
    public Dictionary<long, SessionRecord> Sessions { get; } = [];

    /// <summary>The last transaction applied.</summary>
    public long LastZxid
    {
        get => Volatile.Read(ref _lastZxid);
        set => Volatile.Write(ref _lastZxid, value);
    }

    /// <summary>About how many bytes all of it takes: nodes, sessions and watches.</summary>
    public long Size => Tree.Size + (Sessions.Count * (long)SessionSize) + Watches.Size;

    public IReadOnlyList<Acl> AclOf(Node node) => Tree.Acls[node.AclId];

    public void Dispose() => Gate.Dispose();
}
