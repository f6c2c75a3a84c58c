using System.Management.Automation;
using FlinkZk.Wire;

namespace FlinkZk;

/// <summary>What kind of node New-Item makes, by its -ItemType.</summary>
/// <param name="Mode">The kind.</param>
/// <param name="TimeToLive">The time to live, for a kind that has one.</param>
/// <param name="WithParents">Whether missing parents are made: those who ask for a directory expect it.</param>
internal sealed record NewNodeKind(CreateMode Mode, TimeSpan? TimeToLive, bool WithParents)
{
    private static readonly Dictionary<string, CreateMode> Types = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Persistent"] = CreateMode.Persistent,
        ["Ephemeral"] = CreateMode.Ephemeral,
        ["Sequential"] = CreateMode.PersistentSequential,
        ["PersistentSequential"] = CreateMode.PersistentSequential,
        ["EphemeralSequential"] = CreateMode.EphemeralSequential,
        ["Container"] = CreateMode.Container,
        ["Ttl"] = CreateMode.PersistentWithTtl,
        ["TtlSequential"] = CreateMode.PersistentSequentialWithTtl,
        // What New-Item and mkdir say of files and folders.
        ["Directory"] = CreateMode.Persistent,
        ["File"] = CreateMode.Persistent,
    };

    /// <exception cref="FlinkZkException">There is no such type, or it and the time to live do not go together.</exception>
    public static NewNodeKind Parse(string? type, Duration? timeToLive)
    {
        var name = string.IsNullOrEmpty(type) ? timeToLive is null ? "Persistent" : "Ttl" : type;
        if (!Types.TryGetValue(name, out var mode))
            throw new FlinkZkException("InvalidItemType", ErrorCategory.InvalidArgument, $"'{type}' is not a kind of node.", "-ItemType is Persistent, Ephemeral, Sequential, EphemeralSequential, Container, Ttl or TtlSequential.");
        var isTtl = mode is CreateMode.PersistentWithTtl or CreateMode.PersistentSequentialWithTtl;
        if (isTtl != timeToLive is not null)
            throw new FlinkZkException("InvalidItemType", ErrorCategory.InvalidArgument, isTtl ? $"A node of the kind {name} needs its time to live." : $"A node of the kind {name} has no time to live.", "New-Item -ItemType Ttl -TimeToLive 1h");
        return new(mode, timeToLive?.Value, name.Equals("Directory", StringComparison.OrdinalIgnoreCase));
    }
}
