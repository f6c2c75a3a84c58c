using FlinkZk.Server.Log;
using FlinkZk.Server.State;
using FlinkZk.Server.Tree;

namespace FlinkZk.Server.Storage;

/// <summary>
/// Goes on from a snapshot where the log is gone: the newest whole one, with a log that begins behind it. What came after it is lost. A snapshot that was taken while
/// changes went on holds some of those in part; the log, which would have made it whole, is not there, so it is made consistent instead.
/// </summary>
internal sealed class SnapshotAlone(IDisk disk)
{
    private readonly List<string> _setAside = [];

    /// <summary>Makes the folder one that a server starts from.</summary>
    /// <param name="damage">Why the log cannot be used; thrown where no snapshot is whole.</param>
    /// <param name="problems">Where to say what may be lost.</param>
    /// <returns>The files that were set aside.</returns>
    public IEnumerable<string> GoOn(LogDamagedException damage, ICollection<string> problems)
    {
        if (FindWhole() is not { } snapshot)
            throw damage;
        foreach (var zxid in LogFiles.Snapshots(disk.List()).Where(zxid => zxid > snapshot.StartZxid))
            _setAside.Add(SetAside.Move(disk, LogFiles.Snapshot(zxid)));
        // The last first: interrupted, it leaves a log that cannot be used either.
        foreach (var number in LogFiles.Segments(disk.List()).AsEnumerable().Reverse())
            _setAside.Add(SetAside.Move(disk, LogFiles.Segment(number)));
        if (snapshot.EndZxid == snapshot.StartZxid)
            StateFiles.BeginLog(disk, snapshot);
        else
            Rewrite(snapshot);
        problems.Add(snapshot.EndZxid == snapshot.StartZxid
            ? $"The log is given up. {disk.PathOf(snapshot.Name)} holds everything up to 0x{snapshot.StartZxid:x}; what came after it, if anything did, is lost."
            : $"The log is given up. {disk.PathOf(snapshot.Name)} holds everything up to 0x{snapshot.StartZxid:x} and some of what came up to 0x{snapshot.EndZxid:x}; the rest of that, and what came after it, is lost.");
        return _setAside;
    }

    private SnapshotFile? FindWhole()
    {
        foreach (var zxid in LogFiles.Snapshots(disk.List()))
            if (SnapshotFile.Verify(disk, zxid, out var snapshot) is null)
                return snapshot;
        return null;
    }

    private void Rewrite(SnapshotFile snapshot)
    {
        using var database = new Database();
        using (var content = snapshot.OpenContent(disk))
            StateReader.Read(content, database);
        database.LastZxid = snapshot.EndZxid;
        BringCountersUp(database.Tree, snapshot.StartZxid);
        EndUnknownSessions(database);
        StateFiles.Write(disk, database, CancellationToken.None);
    }

    // Sessions were written first: one that was opened meanwhile is not among them, and nobody would ever end it.
    private static void EndUnknownSessions(Database database)
    {
        foreach (var (session, nodes) in database.Tree.Ephemerals.ToList())
            if (!database.Sessions.ContainsKey(session))
                foreach (var node in nodes.Where(static node => node.ChildCount == 0).ToList())
                    database.Tree.Remove(node, database.LastZxid);
    }

    // A parent was written before its children: those that came in between are not counted, and sequential names would be given twice.
    private static void BringCountersUp(DataTree tree, long start)
    {
        var open = new Stack<Node>([tree.Root]);
        while (open.TryPop(out var node))
        {
            if (node.Branch is not { } branch)
                continue;
            var later = new List<Node>();
            foreach (var child in branch)
            {
                open.Push(child);
                if (child.Czxid > start)
                    later.Add(child);
            }
            foreach (var child in later.OrderBy(static child => child.Czxid))
                if (child.Czxid > branch.Pzxid)
                    DataTree.CountCreate(branch, Math.Max(branch.Creates, Number(child)) + 1, child.Czxid);
        }
    }

    private static int Number(Node node)
    {
        const int Digits = 10;
        return node.Name.Length > Digits && int.TryParse(node.Name[^Digits..], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : -1;
    }
}
