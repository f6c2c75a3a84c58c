using System.Globalization;
using FlinkZk.Server.Log;
using FlinkZk.Server.State;
using FlinkZk.Server.Tree;
using FlinkZk.Wire;

namespace FlinkZk.Server.Storage;

/// <summary>Makes the files of a Java server's version-2 of a state, and says what that server does with it that ours does not.</summary>
internal static class JavaExport
{
    // What a request has beside the data, generously.
    private const int Rest = 64 * 1024;

    /// <summary>Writes one snapshot: everything is in it.</summary>
    public static void Write(IDisk disk, Database database, CancellationToken cancellationToken)
    {
        using var file = disk.Create(JavaFiles.NameOfSnapshot(database.LastZxid), 0);
        new JavaSnapshotWriter(database, file).Write(cancellationToken);
        disk.SyncDirectory();
    }

    /// <summary>What somebody should know who starts a Java server from it.</summary>
    public static IReadOnlyList<string> Findings(Database database)
    {
        var findings = new List<string>();
        // Its passwords follow from the ids; ours are random.
        if (database.Sessions.Values.Count(static session => !session.Password.AsSpan().SequenceEqual(JavaPassword.Of(session.Id))) is > 0 and var sessions)
            findings.Add(string.Create(CultureInfo.InvariantCulture, $"Clients cannot come back to {(sessions == 1 ? "one session" : $"{sessions} sessions")}: a Java server takes other passwords. They open new ones; their ephemeral nodes go with the timeout."));
        if (database.Tree.Swept.Count(static node => NodeKind.HasTtl(node.Owner)) is > 0 and var ttl)
            findings.Add(string.Create(CultureInfo.InvariantCulture, $"{(ttl == 1 ? "One node has" : $"{ttl} nodes have")} a time to live: start the Java server with -Dzookeeper.extendedTypesEnabled=true, or it takes them for nodes of a dead session and deletes them."));
        if (TreeWalk.Of(database.Tree).MaxBy(static entry => entry.Node.Data.Length) is var (node, path) && node.Data.Length > Limits.MaxFrame - Rest)
            findings.Add(string.Create(CultureInfo.InvariantCulture, $"{path} has {node.Data.Length} bytes: start the Java server and its clients with -Djute.maxbuffer={node.Data.Length + Rest} or more, or it may not load them."));
        return findings;
    }
}
