namespace FlinkZk.Streams.Connectors;

/// <summary>How large a record may be: what comes from outside has a limit.</summary>
public sealed record InputLimits
{
    /// <summary>Characters (of JSON: bytes) of one record, line ends inside quotes included. 1 Mi by default.</summary>
    public int MaxRecordLength { get; init; } = 1 << 20;

    /// <summary>Fields of one record. 4096 by default.</summary>
    public int MaxFields { get; init; } = 4096;
}
