namespace FlinkZk.Server;

/// <summary>What a figure counts.</summary>
internal enum FigureUnit
{
    /// <summary>Things: nodes, requests.</summary>
    Number,
    Bytes,
    Milliseconds,
    Seconds,
}
