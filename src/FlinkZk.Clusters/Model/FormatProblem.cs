namespace FlinkZk.Clusters.Model;

/// <summary>What is wrong with the bytes or the name of a node.</summary>
public enum FormatProblem
{
    /// <summary>There are no bytes.</summary>
    Empty,

    /// <summary>More bytes than such a node can have.</summary>
    TooLong,

    /// <summary>The bytes end within something.</summary>
    Truncated,

    /// <summary>No stream of Java's serialization, version 5.</summary>
    NotJavaStream,

    /// <summary>Text that is no modified UTF-8.</summary>
    NotText,

    /// <summary>What should be a java.util.UUID is something else.</summary>
    NotUuid,

    /// <summary>The classes are not those of a handle to a file.</summary>
    NotStateHandle,

    /// <summary>A size below -1, which Flink itself refuses.</summary>
    NegativeSize,

    /// <summary>A count of other than four bytes.</summary>
    NotCounter,

    /// <summary>Bytes follow where it should end.</summary>
    TrailingBytes,

    /// <summary>It can be read, but Java writes the same in other bytes.</summary>
    NotAsJavaWrites,

    /// <summary>A name that Flink gives no such node.</summary>
    NotName,

    /// <summary>It can be read, and names no address of a REST server.</summary>
    NotAddress,
}
