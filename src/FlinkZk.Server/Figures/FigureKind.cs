namespace FlinkZk.Server;

/// <summary>How a figure moves: what Prometheus calls its type.</summary>
internal enum FigureKind
{
    /// <summary>Goes up and down.</summary>
    Gauge,

    /// <summary>Only grows, until the server is started anew (or srst).</summary>
    Counter,

    /// <summary>Many values, told by count, sum, extremes and quantiles.</summary>
    Summary,
}
