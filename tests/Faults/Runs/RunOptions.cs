namespace FlinkZk.Faults.Runs;

/// <summary>How long faults go on, and which.</summary>
/// <param name="Seed">Of the choice of faults and of what contenders do. What the machine's scheduler adds cannot be repeated.</param>
/// <param name="Duration">From the start to the last fault; each of the target's own strikes once at least.</param>
internal sealed record RunOptions(int Seed, TimeSpan Duration)
{
    /// <summary>Contender processes.</summary>
    public int Contenders { get; init; } = 8;

    /// <summary>Of the contenders.</summary>
    public TimeSpan SessionTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Told what happens.</summary>
    public Action<string> Log { get; init; } = static _ => { };
}
