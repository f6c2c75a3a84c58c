namespace FlinkZk.Server.Figures;

/// <summary>One figure that a server tells of itself: a row of <see cref="FigureList"/>.</summary>
/// <param name="Name">As Apache ZooKeeper 3.9 has it, where it has one.</param>
/// <param name="Kind">How it moves.</param>
/// <param name="Unit">What it counts.</param>
/// <param name="Help">What it means, as one line.</param>
/// <param name="Read">Its value now; null where there is none at present.</param>
/// <param name="Ours">Whether Apache has no such figure: mntr leaves it out.</param>
/// <param name="Format">How mntr writes it.</param>
internal sealed record Figure(string Name, FigureKind Kind, FigureUnit Unit, string Help, Func<FigureSource, FigureValue?> Read, bool Ours = false, string Format = "0.####");

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

/// <summary>What a figure counts.</summary>
internal enum FigureUnit
{
    /// <summary>Things: nodes, requests.</summary>
    Number,
    Bytes,
    Milliseconds,
    Seconds,
}
