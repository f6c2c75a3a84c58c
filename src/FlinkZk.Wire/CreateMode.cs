namespace FlinkZk.Wire;

/// <summary>What kind of node create makes; the values are the protocol's flags (<c>CreateMode.java</c>).</summary>
public enum CreateMode
{
    /// <summary>Lives until it is deleted.</summary>
    Persistent = 0,
    /// <summary>Goes with its session.</summary>
    Ephemeral = 1,
    /// <summary>Persistent, with the parent's create count appended to its name.</summary>
    PersistentSequential = 2,
    /// <summary>Ephemeral, with the parent's create count appended to its name.</summary>
    EphemeralSequential = 3,
    /// <summary>Deleted by the server some time after its last child went (3.5.1).</summary>
    Container = 4,
    /// <summary>Deleted by the server when unchanged and childless for its time to live (3.5.3).</summary>
    PersistentWithTtl = 5,
    /// <summary>As <see cref="PersistentWithTtl"/>, with a sequence number.</summary>
    PersistentSequentialWithTtl = 6,
}

/// <summary>What follows from a <see cref="CreateMode"/>.</summary>
public static class CreateModeExtensions
{
    /// <summary>Whether the server appends a sequence number to the name.</summary>
    public static bool IsSequential(this CreateMode mode) =>
        mode is CreateMode.PersistentSequential or CreateMode.EphemeralSequential or CreateMode.PersistentSequentialWithTtl;

    /// <summary>Whether the node goes with its session.</summary>
    public static bool IsEphemeral(this CreateMode mode) =>
        mode is CreateMode.Ephemeral or CreateMode.EphemeralSequential;

    /// <summary>Whether the node has a time to live.</summary>
    public static bool HasTtl(this CreateMode mode) =>
        mode is CreateMode.PersistentWithTtl or CreateMode.PersistentSequentialWithTtl;
}
