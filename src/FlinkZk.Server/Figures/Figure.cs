namespace FlinkZk.Server;

/// <summary>One figure that a server tells of itself: a row of <see cref="FigureList"/>.</summary>
/// <param name="Name">As Apache ZooKeeper 3.9 has it, where it has one.</param>
/// <param name="Kind">How it moves.</param>
/// <param name="Unit">What it counts.</param>
/// <param name="Help">What it means, as one line.</param>
/// <param name="Read">Its value now; null where there is none at present.</param>
/// <param name="Ours">Whether Apache has no such figure: mntr leaves it out.</param>
/// <param name="Format">How mntr writes it.</param>
internal sealed record Figure(string Name, FigureKind Kind, FigureUnit Unit, string Help, Func<FigureSource, FigureValue?> Read, bool Ours = false, string Format = "0.####");
