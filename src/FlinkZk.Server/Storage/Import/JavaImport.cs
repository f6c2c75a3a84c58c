using FlinkZk.Server.Errors;
using FlinkZk.Server.State;
using FlinkZk.Wire;

namespace FlinkZk.Server.Storage;

/// <summary>
/// Reads the state from a data directory of Java's server: the newest good snapshot and the transactions behind it. Java starts with whatever it can
/// read; here each zxid has to follow the one before, and what a snapshot has seen has to be in the log.
/// </summary>
internal sealed class JavaImport(JavaFiles files) : IDisposable
{
    private readonly List<string> _findings = [];
    private Database _database = new();
    private JavaSnapshot? _snapshot;
    private long _damagedSnapshot = -1;
    private long? _digest;
    private byte[] _buffer = [];

    /// <summary>The state.</summary>
    public Database Database => _database;

    /// <summary>The snapshot that was used.</summary>
    public string? Snapshot { get; private set; }

    /// <summary>Transactions behind it.</summary>
    public long Replayed { get; private set; }

    /// <summary>Where it was read.</summary>
    public JavaFiles Files => files;

    /// <summary>Checksums of the transactions in the logs, by zxid: so members of an ensemble can be compared. Empty unless asked for.</summary>
    public Dictionary<long, uint>? Checksums { get; init; }

    /// <summary>What somebody should know who relies on it.</summary>
    public IReadOnlyList<string> Findings => _findings;

    /// <summary>Reads everything.</summary>
    /// <exception cref="DataDamagedException">Something that was acknowledged may be missing.</exception>
    public void Run(CancellationToken cancellationToken)
    {
        LoadSnapshot(cancellationToken);
        var logs = files.Logs;
        var first = Math.Max(0, logs.Count(log => log.Zxid <= _database.LastZxid + 1) - 1);
        for (var i = first; i < logs.Count; i++)
            Replay(logs[i].Path, cancellationToken);
        CheckEphemerals();
        CheckWhole();
        _database.Quotas.Recount();
        if (LargeNodes.Tell(_database.Tree) is { } large)
            _findings.Add(large);
    }

    public void Dispose() => _database.Dispose();

    private void LoadSnapshot(CancellationToken cancellationToken)
    {
        foreach (var (zxid, path) in files.Snapshots)
            try
            {
                _snapshot = JavaSnapshot.Read(path, zxid, _database, cancellationToken);
                Snapshot = path;
                return;
            }
            // A crash while it was written leaves half a one: an older one and the log have everything, or the log will not reach it.
            catch (DataDamagedException e)
            {
                _findings.Add($"{e.Message} An older one and the log were used.");
                _damagedSnapshot = Math.Max(_damagedSnapshot, zxid);
                _database.Dispose();
                _database = new();
            }
    }

    private void Replay(string path, CancellationToken cancellationToken)
    {
        var file = new JavaLogFile(path);
        var problem = file.Read(ref _buffer, (offset, transaction) =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            Replay(path, offset, transaction);
        });
        if (problem is not null)
            throw Damaged(path, file.Position, $"{problem}; the last good transaction before is 0x{_database.LastZxid:x}", _database.LastZxid + 1, null);
        if (file.TornBytes > 0)
            _findings.Add($"{path}, offset {file.Position}: a transaction after 0x{_database.LastZxid:x} is not whole; its {file.TornBytes} bytes were dropped. A crash leaves that of one that was not acknowledged yet; damage to the last one looks the same.");
    }

    private void Replay(string path, int offset, ReadOnlySpan<byte> transaction)
    {
        try
        {
            var zxid = JavaTransaction.ReadHeader(transaction).Zxid;
            if (Checksums is not null)
                Checksums[zxid] = Adler32.Of(transaction);
            if (zxid <= _database.LastZxid && Replayed == 0)
                return;
            if (!Follows(zxid))
                throw Damaged(path, offset, $"transaction 0x{zxid:x} stands where 0x{_database.LastZxid + 1:x} belongs", _database.LastZxid + 1, zxid - 1);
            // The snapshot says how far its nodes were ahead of its name, but for one transaction that may have been under way.
            var isInSnapshot = _snapshot is not null && zxid <= (_snapshot.EndZxid + 1 ?? long.MaxValue);
            _digest = JavaTransaction.Apply(transaction, isInSnapshot ? new ReplayedChanges(_database) : new StateChanges(_database));
            Replayed++;
        }
        catch (Exception e) when (e is WireFormatException or TxnMismatchException)
        {
            throw Damaged(path, offset, $"the transaction after 0x{_database.LastZxid:x} cannot be carried out ({e.Message})", _database.LastZxid + 1, null, e);
        }
    }

    // A new leader begins to count anew: epoch in the upper half, from 1 in the lower.
    private bool Follows(long zxid)
    {
        var (last, epoch) = (_database.LastZxid, zxid >> 32);
        if (zxid == last + 1)
            return true;
        return (uint)zxid == 1 && (_snapshot is null && last == 0 ? epoch == 1 : epoch > last >> 32);
    }

    private void CheckEphemerals()
    {
        try
        {
            ReplayedChanges.CheckWhole(_database.Tree);
        }
        catch (TxnMismatchException e)
        {
            throw Damaged(Snapshot ?? files.Folder, 0, e.Message.TrimEnd('.'), _database.LastZxid + 1, null, e);
        }
    }

    private void CheckWhole()
    {
        var (last, path) = (_database.LastZxid, Snapshot ?? files.Snapshots.Select(static file => file.Path).FirstOrDefault() ?? "");
        if (_damagedSnapshot > last)
            throw Damaged(files.Snapshots[0].Path, 0, $"this snapshot is damaged, and without it the log ends with 0x{last:x}", last + 1, _damagedSnapshot);
        if (_snapshot?.EndZxid > last)
            throw Damaged(path, 0, $"the snapshot has seen transactions up to 0x{_snapshot.EndZxid:x}, but the log ends with 0x{last:x}", last + 1, _snapshot.EndZxid);
        if (_snapshot is not null && !_snapshot.HasAllAcls())
            throw Damaged(path, 0, "a node names a list of access that is not there", last + 1, null);
        if (files.IsSnapshotAlone)
            _findings.Add($"There is no log beside {path}: what came after 0x{last:x}, if anything did, is not there.");
        var digest = Replayed > 0 ? _digest : _snapshot?.Digest;
        if (digest is not null && digest != JavaDigest.Of(_database.Tree))
            _findings.Add($"The digest that ZooKeeper noted with 0x{last:x} is not that of the tree that was read. Compare the nodes before you rely on them.");
    }

    private static DataDamagedException Damaged(string file, long offset, string problem, long first, long? last, Exception? cause = null) => new(
        $"{file}, offset {offset}: {problem}. {(last >= first ? $"Transactions 0x{first:x} to 0x{last:x} are at risk." : $"Transactions from 0x{first:x} on are at risk.")} If zoo.cfg names a dataLogDir, give that too; else import the directory of another member of the ensemble, or a copy.",
        file, offset, first, last >= first ? last : null, cause);
}
