namespace FlinkZk.Faults.Runs;

/// <summary>Something that goes wrong for a while.</summary>
/// <param name="Name">For the log.</param>
/// <param name="StrikeAsync">Lets it happen; ends when it is over.</param>
internal sealed record Fault(string Name, Func<Scene, CancellationToken, Task> StrikeAsync);
