using FlinkZk.Client;
using FlinkZk.Clusters.Health;
using FlinkZk.Wire;

namespace FlinkZk.Clusters.Configuration;

/// <summary>Looks whether what a configuration names is there, as seen from this machine.</summary>
public static class ConfigurationProbe
{
    // Those of file systems that several machines can have mounted.
    private static readonly string[] Shared = ["nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "ceph", "glusterfs", "lustre", "gpfs", "beegfs", "ocfs2", "gfs2", "9p", "virtiofs", "afs", "fuse"];

    /// <summary>The findings.</summary>
    /// <param name="entries">The configuration.</param>
    /// <param name="timeout">How long a ZooKeeper server may take to answer.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<IReadOnlyList<ConfigurationFinding>> RunAsync(IReadOnlyList<ConfigurationEntry> entries, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var set = new EffectiveConfiguration(entries);
        if (set.Find("high-availability.type")?.Value.Equals("zookeeper", StringComparison.OrdinalIgnoreCase) != true)
            return [];
        var quorum = set.Find("high-availability.zookeeper.quorum") is { Value.Length: > 0 } servers ? await QuorumAsync(servers, timeout, cancellationToken).ConfigureAwait(false) : [];
        return ConfigurationRules.Sorted([.. quorum, .. set.Find("high-availability.storageDir") is { Value.Length: > 0 } storage ? Storage(storage) : []]);
    }

    private static async Task<ConfigurationFinding[]> QuorumAsync(ConfigurationEntry quorum, TimeSpan timeout, CancellationToken cancellationToken)
    {
        ConnectionString parsed;
        try
        {
            parsed = ConnectionString.Parse(quorum.Value);
        }
        catch (FormatException)
        {
            // The rules have told.
            return [];
        }
        var answers = await Task.WhenAll(parsed.Servers.Select(server => AskAsync(ConnectionString.Parse($"{server}{(parsed.Chroot == ZnodePath.Root ? "" : parsed.Chroot)}"), timeout, cancellationToken))).ConfigureAwait(false);
        var silent = parsed.Servers.Zip(answers).Where(pair => pair.Second is not (null or ErrorCode.NoNode)).Select(pair => pair.First.ToString()).ToArray();
        var findings = new List<ConfigurationFinding>();
        if (silent.Length > 0)
        {
            var all = silent.Length == answers.Length;
            findings.Add(new(all ? HaSeverity.Error : HaSeverity.Warning, ConfigurationFindingKind.QuorumSilent, quorum.Key, quorum.Line, FormattableString.Invariant($"{(all ? "No server answers" : "Not all servers answer")} within {timeout.TotalSeconds:0.#} s: {string.Join(", ", silent)}."), "Check names and ports, and that they run: Test-ZkServer tells more."));
        }
        if (answers.Contains(ErrorCode.NoNode))
            findings.Add(new(HaSeverity.Error, ConfigurationFindingKind.ChrootMissing, quorum.Key, quorum.Line, $"The root '{parsed.Chroot}' behind the servers is not there: JobManagers do not start.", "Connect-Zk with this text and -CreateRoot makes it; or leave it out, for high-availability.zookeeper.path.root."));
        return [.. findings];
    }

    private static async Task<ErrorCode?> AskAsync(ConnectionString server, TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            var client = await ZkClient.ConnectAsync(new() { ConnectionString = server, ConnectTimeout = timeout }, cancellationToken).ConfigureAwait(false);
            await client.DisposeAsync().ConfigureAwait(false);
            return null;
        }
        catch (ZkException e)
        {
            return e.Code;
        }
    }

    private static ConfigurationFinding[] Storage(ConfigurationEntry storage)
    {
        if (Path(storage.Value) is not { } path)
            return [];
        var there = path;
        while (!Directory.Exists(there) && System.IO.Path.GetDirectoryName(there) is { } parent)
            there = parent;
        var format = new DriveInfo(there).DriveFormat;
        if (Shared.Any(name => format.StartsWith(name, StringComparison.OrdinalIgnoreCase)))
            return Directory.Exists(path) ? [] : [Missing(storage, path)];
        return
        [
            new(HaSeverity.Warning, ConfigurationFindingKind.StorageLocal, storage.Key, storage.Line, $"'{path}' lies on a disk of this machine ({format}): a standby on another does not find the files, and dies.", "Put it on storage that all JobManagers share: an object store, NFS, HDFS."),
            .. Directory.Exists(path) ? [] : (ConfigurationFinding[])[Missing(storage, path)],
        ];
    }

    private static ConfigurationFinding Missing(ConfigurationEntry storage, string path) =>
        new(HaSeverity.Information, ConfigurationFindingKind.StorageMissing, storage.Key, storage.Line, $"'{path}' is not there on this machine.", "Flink makes it, if its user may.");

    // file:///ha and /ha; s3://... is not looked at.
    private static string? Path(string value)
    {
        const string Scheme = "file:";
        var path = value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? "/" + value[Scheme.Length..].TrimStart('/') : value;
        return path.StartsWith('/') && !path.Contains("://", StringComparison.Ordinal) ? path : null;
    }
}
