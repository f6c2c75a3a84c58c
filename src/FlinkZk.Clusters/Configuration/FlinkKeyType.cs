namespace FlinkZk.Clusters.Configuration;

/// <summary>What the value of a key of Flink's configuration is.</summary>
public enum FlinkKeyType
{
    /// <summary>Any text.</summary>
    Text,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Flag,

    /// <summary>A whole number of 32 bits.</summary>
    Whole,

    /// <summary>A whole number of 64 bits.</summary>
    WholeLong,

    /// <summary>A number.</summary>
    Real,

    /// <summary>A time: a whole number and a unit, milliseconds without one.</summary>
    Duration,

    /// <summary>A size: a whole number and a unit, bytes without one.</summary>
    MemorySize,

    /// <summary>One of several names.</summary>
    Choice,

    /// <summary>Several values.</summary>
    List,

    /// <summary>Names with values.</summary>
    Map,
}
