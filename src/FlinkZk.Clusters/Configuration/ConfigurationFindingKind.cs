namespace FlinkZk.Clusters.Configuration;

/// <summary>What can be wrong with a configuration.</summary>
public enum ConfigurationFindingKind
{
    /// <summary>Flink knows no such key, and ignores it.</summary>
    UnknownKey,

    /// <summary>A key that others recommend and Flink does not read.</summary>
    IneffectiveKey,

    /// <summary>A key that Flink 1.x read, and 2.x does not.</summary>
    RemovedKey,

    /// <summary>A name that the key had before; it is still read.</summary>
    FormerKey,

    /// <summary>A key stands there twice, or under two of its names.</summary>
    SetTwice,

    /// <summary>Flink cannot read the value.</summary>
    InvalidValue,

    /// <summary>A time or a size without a unit.</summary>
    UnitMissing,

    /// <summary>Keys of high availability, which is off.</summary>
    HighAvailabilityOff,

    /// <summary>High availability lacks a key.</summary>
    HighAvailabilityIncomplete,

    /// <summary>Two keys exclude each other.</summary>
    Contradiction,

    /// <summary>Nothing says how often checkpoints are made.</summary>
    CheckpointsOff,

    /// <summary>Checkpoints are kept in the JobManager's memory.</summary>
    CheckpointsInMemory,

    /// <summary>The leader's address leads others nowhere.</summary>
    AddressLocal,

    /// <summary>The storage directory is on this machine alone.</summary>
    StorageLocal,

    /// <summary>The storage directory is not there.</summary>
    StorageMissing,

    /// <summary>A ZooKeeper server does not answer.</summary>
    QuorumSilent,

    /// <summary>The quorum cannot be read, or has an even number of servers.</summary>
    QuorumOdd,

    /// <summary>The root behind the servers is not there.</summary>
    ChrootMissing,

    /// <summary>A folder without a scheme, which each machine takes for one of its own.</summary>
    SchemeMissing,

    /// <summary>A session timeout that ZooKeeper does not grant by its defaults.</summary>
    SessionTimeout,

    /// <summary>A line of the old format that is no entry: Flink skips it.</summary>
    LineSkipped,
}
