namespace FlinkZk.Clusters.Machine;

/// <summary>A process of this machine that is a JobManager, by its command line.</summary>
/// <param name="Id">The system's number of it.</param>
/// <param name="Ports">The ports that it listens on; null where this user may not see that.</param>
public sealed record JobManagerProcess(int Id, IReadOnlySet<int>? Ports)
{
    /// <summary>The folder of its configuration, which its command line names; null where it names none.</summary>
    public string? ConfigurationFolder { get; init; }
}
