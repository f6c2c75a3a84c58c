using System.Management.Automation;

namespace FlinkZk;

/// <summary>A process of a Flink cluster that runs tasks.</summary>
public sealed class FlinkTaskManager : IByCluster, IShown
{
    private readonly Clusters.Model.FlinkTaskManager _manager;
    private readonly FlinkConnection _cluster;

    internal FlinkTaskManager(FlinkConnection cluster, Clusters.Model.FlinkTaskManager manager) => (_cluster, _manager) = (cluster, manager);

    /// <summary>Its id: the machine and the port with something random behind, or what it was given.</summary>
    public string TaskManagerId => _manager.Id;

    /// <summary>How many slots it has.</summary>
    public long? Slots => _manager.Slots;

    /// <summary>How many of them are free.</summary>
    public long? FreeSlots => _manager.FreeSlots;

    /// <summary>When the JobManager last heard of it.</summary>
    public PSObject? LastHeartbeat => _manager.LastHeartbeat is { } time ? ShownValue.IsoTime(time) : null;

    /// <summary>How many processors its machine has.</summary>
    public long? Processors => _manager.Hardware?.Processors;

    /// <summary>The largest heap of its JVM, in bytes.</summary>
    public long? Heap => _manager.Hardware?.Heap;

    /// <summary>The memory that Flink manages itself, in bytes.</summary>
    public long? ManagedMemory => _manager.Hardware?.ManagedMemory;

    /// <summary>Where its RPC service is reached.</summary>
    public string? Address => _manager.Path;

    FlinkConnection IByCluster.Cluster => _cluster;

    string? IShown.ShownIdentity => PlainText.Line(TaskManagerId);

    string? IShown.ShownTime => _manager.LastHeartbeat is { } time ? ViewText.Time(time) : null;

    string? IShown.ShownSize => Heap is { } heap ? ViewText.Size(heap) : null;

    string? IShown.ShownData => ManagedMemory is { } memory ? ViewText.Size(memory) : null;

    string? IShown.ShownHost => PlainText.Line(Address);

    /// <summary>The id, and how many slots are free.</summary>
    public override string ToString() => PlainText.Line($"{TaskManagerId}: {FreeSlots} of {Slots} slots free");
}
