namespace FlinkZk;

/// <summary>What results of a step's windows look like.</summary>
/// <param name="Columns">Their columns.</param>
/// <param name="IsKeyed">Whether they have a key.</param>
internal sealed record WindowShape(WindowColumns Columns, bool IsKeyed);
