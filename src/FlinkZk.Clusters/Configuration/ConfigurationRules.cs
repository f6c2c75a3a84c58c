using FlinkZk.Client;
using FlinkZk.Clusters.Health;

namespace FlinkZk.Clusters.Configuration;

/// <summary>Judges a configuration by itself: key by key, then what belongs together.</summary>
public static class ConfigurationRules
{
    private const string Type = "high-availability.type";
    private const string Quorum = "high-availability.zookeeper.quorum";
    private const string Storage = "high-availability.storageDir";
    private const int Tick = 2000;
    private const int LeastTicks = 2;
    private const int MostTicks = 20;
    private const int MostListed = 10;
    private const string Interval = "execution.checkpointing.interval";

    /// <summary>The findings, the worst first.</summary>
    /// <param name="entries">The configuration.</param>
    /// <param name="version">The version of Flink that reads it; null for the newest that is known. 1.x reads keys that 2.x does not.</param>
    public static IReadOnlyList<ConfigurationFinding> Judge(IReadOnlyList<ConfigurationEntry> entries, Version? version = null)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var set = new EffectiveConfiguration(entries);
        return Sorted([.. entries.SelectMany(entry => Key(entry, version)), .. Twice(entries), .. HighAvailability(set), .. Checkpoints(set), .. Folders(set), .. Memory(set)]);
    }

    /// <summary>The findings of a file, the worst first.</summary>
    /// <param name="file">The file.</param>
    /// <param name="version">The version of Flink that reads it; null for the newest that is known.</param>
    public static IReadOnlyList<ConfigurationFinding> Judge(ConfigurationFile file, Version? version = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        return Sorted([.. Judge(file.Entries, version), .. file.SkippedLines.Select(line => new ConfigurationFinding(HaSeverity.Warning, ConfigurationFindingKind.LineSkipped, "", line, "The line is no key with a value: Flink skips it, with a warning in its log.", "Write it as 'key: value', with a blank behind the colon."))]);
    }

    internal static IReadOnlyList<ConfigurationFinding> Sorted(IEnumerable<ConfigurationFinding> findings) => [.. findings.OrderByDescending(finding => finding.Severity).ThenBy(finding => finding.Line).ThenBy(finding => finding.Key, StringComparer.Ordinal)];

    private static IEnumerable<ConfigurationFinding> Key(ConfigurationEntry entry, Version? version)
    {
        if (FlinkKeys.IsIneffective(entry.Key))
        {
            yield return Of(HaSeverity.Error, ConfigurationFindingKind.IneffectiveKey, entry, "Flink does not read it: old articles name it.", $"Set {FlinkKeys.Meant(entry.Key)} instead, and remove it.");
            yield break;
        }
        if (RemovedKeys.Repair(entry.Key) is { } instead)
        {
            if (version is not { Major: 1 })
                yield return Of(HaSeverity.Warning, ConfigurationFindingKind.RemovedKey, entry, "Flink 1.x reads it. 2.x knows no such key, and ignores it without a word.", instead);
            yield break;
        }
        if (!FlinkKeys.TryFind(entry.Key, out var key))
        {
            if (!FlinkKeys.IsOpen(entry.Key))
                yield return Of(HaSeverity.Warning, ConfigurationFindingKind.UnknownKey, entry, "Flink knows no such key, and ignores it without a word.", FlinkKeys.Meant(entry.Key) is { } meant ? $"Perhaps {meant} is meant." : "Remove it, unless a plugin or a job reads it.");
            yield break;
        }
        if (key.Name != entry.Key)
            yield return Of(HaSeverity.Information, ConfigurationFindingKind.FormerKey, entry, $"It is a former name of {key.Name}, which is still read.", $"Set-FlinkConfig with {key.Name} replaces it.");
        if (entry.Value.Length == 0)
            yield break;
        if (ValueRules.Refuse(key, entry.Value) is { } refused)
            yield return Of(HaSeverity.Error, ConfigurationFindingKind.InvalidValue, entry, $"{Shown(entry)} cannot be read. {refused}", "Correct it: a process that needs it does not start.");
        else if (ValueRules.LacksUnit(key, entry.Value))
            yield return Of(key.Type == FlinkKeyType.MemorySize ? HaSeverity.Warning : HaSeverity.Information, ConfigurationFindingKind.UnitMissing, entry, $"{Shown(entry)} has no unit: it is taken as {(key.Type == FlinkKeyType.MemorySize ? "bytes" : "milliseconds")}.", "Write the unit.");
    }

    private static IEnumerable<ConfigurationFinding> Twice(IReadOnlyList<ConfigurationEntry> entries) => entries
        .GroupBy(entry => FlinkKeys.TryFind(entry.Key, out var key) ? key.Name : entry.Key)
        .Where(group => group.Count() > 1)
        .Where(group => group.All(entry => entry.Repeats is null))
        .Select(group => Of(HaSeverity.Warning, ConfigurationFindingKind.SetTwice, group.Last(), $"It stands there {group.Count()} times: {Listed([.. group])}.", "Leave one: which of them counts depends on the version."))
        .Concat(entries.Where(entry => entry.Repeats is not null).GroupBy(entry => entry.Repeats).Select(group => Repeated(group.First())));

    private static ConfigurationFinding Repeated(ConfigurationEntry entry) =>
        Of(HaSeverity.Error, ConfigurationFindingKind.SetTwice, entry, $"'{entry.Repeats}' stands in one mapping of YAML again: Flink does not load the file.", "Leave one, with all that belongs below it.");

    private static string Listed(ConfigurationEntry[] entries) => string.Join(", ", entries.Take(MostListed)) + (entries.Length > MostListed ? ", …" : "");

    private static IEnumerable<ConfigurationFinding> HighAvailability(EffectiveConfiguration set)
    {
        var type = set.Find(Type);
        var isOn = type?.Value.Equals("zookeeper", StringComparison.OrdinalIgnoreCase) == true;
        if (!isOn && set.Find(Quorum) is { } quorum && type?.Value.Contains('.', StringComparison.Ordinal) != true)
            yield return Of(HaSeverity.Error, ConfigurationFindingKind.HighAvailabilityOff, quorum, $"A quorum is named, and {Type} is {type?.Value ?? "not set"}: there is no high availability.", $"Set {Type} to zookeeper.");
        if (!isOn)
            yield break;
        foreach (var (key, why) in ((string, string)[])[(Quorum, "JobManagers find no ZooKeeper, and do not start"), (Storage, "JobManagers do not start")])
        {
            if (set.Find(key) is not { Value.Length: > 0 })
                yield return new(HaSeverity.Error, ConfigurationFindingKind.HighAvailabilityIncomplete, key, 0, $"High availability is on, and this is not set: {why}.", $"Set {key}.");
        }
        if (set.Find(Quorum) is { Value.Length: > 0 } servers)
        {
            foreach (var finding in JudgeQuorum(servers))
                yield return finding;
        }
        if (set.Find("high-availability.zookeeper.client.session-timeout") is { } timeout && ValueRules.Milliseconds(timeout.Value) is { } asked && (asked < LeastTicks * Tick || asked > MostTicks * Tick))
            yield return Of(HaSeverity.Information, ConfigurationFindingKind.SessionTimeout, timeout, $"ZooKeeper grants {LeastTicks} to {MostTicks} of its ticks, which are {LeastTicks * Tick / 1000} to {MostTicks * Tick / 1000} s by its defaults: another timeout than '{timeout.Value}' holds then.", "Set it within them, or minSessionTimeout and maxSessionTimeout of the servers.");
        if (set.Find("high-availability.cluster-id") is null)
            yield return new(HaSeverity.Information, ConfigurationFindingKind.HighAvailabilityIncomplete, "high-availability.cluster-id", 0, "It is not set: the cluster is /default, as every other that does not say.", "Set it where several clusters share a ZooKeeper: they would take each other's jobs.");
        if (set.Find("high-availability.zookeeper.client.acl")?.Value == "creator" && set.Find("zookeeper.sasl.disable")?.Value.Equals("true", StringComparison.OrdinalIgnoreCase) == true)
            yield return Of(HaSeverity.Error, ConfigurationFindingKind.Contradiction, set.Find("high-availability.zookeeper.client.acl")!, "Nodes are to belong to their creator, and SASL, by which there is one, is disabled.", "Remove zookeeper.sasl.disable, or set the access control to open.");
        if (set.Find("jobmanager.rpc.address") is { } address && address.Value is "localhost" or "127.0.0.1")
            yield return Of(HaSeverity.Warning, ConfigurationFindingKind.AddressLocal, set.Find("jobmanager.rpc.address")!, "With several machines TaskManagers and clients would look for the leader on their own.", "Set it on each JobManager to the name by which others reach it.");
    }

    private static IEnumerable<ConfigurationFinding> JudgeQuorum(ConfigurationEntry quorum)
    {
        ConnectionString? parsed = null;
        string? reason = null;
        try
        {
            parsed = ConnectionString.Parse(quorum.Value);
        }
        catch (FormatException e)
        {
            reason = e.Message;
        }
        // That was told with the key.
        if (SpecialValues.Refuse(Quorum, quorum.Value) is not null)
            yield break;
        if (parsed is null)
            yield return Of(HaSeverity.Error, ConfigurationFindingKind.QuorumOdd, quorum, $"It cannot be read. {reason}", "It reads zk1:2181,zk2:2181,zk3:2181.");
        else if (parsed.Servers.Count % 2 == 0)
            yield return Of(HaSeverity.Information, ConfigurationFindingKind.QuorumOdd, quorum, $"It names {parsed.Servers.Count} servers: an even number survives no more failures than one less.", "Have 3 or 5 servers, and name all of them.");
    }

    private static IEnumerable<ConfigurationFinding> Checkpoints(EffectiveConfiguration set)
    {
        if (set.Find(Interval) is null)
            yield return new(HaSeverity.Information, ConfigurationFindingKind.CheckpointsOff, Interval, 0, "It is not set: a job that does not say it itself makes no checkpoints, and begins anew after a failure.", $"Set {Interval}, to 1 min for example.");
        else if (set.Find("execution.checkpointing.dir") is null)
            yield return new(HaSeverity.Warning, ConfigurationFindingKind.CheckpointsInMemory, "execution.checkpointing.dir", 0, "It is not set: checkpoints stay in the JobManager's memory, and go with it.", "Set it to storage that all machines share.");
    }

    private static IEnumerable<ConfigurationFinding> Folders(EffectiveConfiguration set)
    {
        if (set.Find("fs.default-scheme") is not null)
            yield break;
        foreach (var key in (string[])[Storage, "execution.checkpointing.dir", "execution.checkpointing.savepoint-dir"])
        {
            if (set.Find(key) is { Value.Length: > 0 } folder && !folder.Value.Contains(':', StringComparison.Ordinal))
                yield return Of(HaSeverity.Warning, ConfigurationFindingKind.SchemeMissing, folder, $"'{folder.Value}' has no scheme: it is a folder of each machine by itself, file://{(folder.Value[0] == '/' ? folder.Value : "/" + folder.Value)}.", "Write the scheme: s3://, hdfs://, or file:// for a folder that all machines have mounted.");
        }
    }

    private static IEnumerable<ConfigurationFinding> Memory(EffectiveConfiguration set)
    {
        foreach (var role in (string[])["jobmanager", "taskmanager"])
        {
            if (set.Find($"{role}.memory.process.size") is not null && set.Find($"{role}.memory.flink.size") is { } flink)
                yield return Of(HaSeverity.Warning, ConfigurationFindingKind.Contradiction, flink, $"{role}.memory.process.size is set, too: the process does not start unless both fit each other.", "Leave one of the two.");
            if (MemoryRules.Refuse(set, role, out var whole) is { } small)
                yield return Of(HaSeverity.Error, ConfigurationFindingKind.Contradiction, whole!, $"'{whole!.Value}' is too small. {small}", "Make it larger, or a part of it smaller: the process does not start.");
        }
    }

    private static string Shown(ConfigurationEntry entry) => entry.IsSecret ? "The value" : $"'{entry.Value}'";

    private static ConfigurationFinding Of(HaSeverity severity, ConfigurationFindingKind kind, ConfigurationEntry entry, string evidence, string repair) => new(severity, kind, entry.Key, entry.Line, evidence, repair);
}
