namespace FlinkZk.Faults.Runs;

/// <summary>What a fault can touch beside the target.</summary>
/// <param name="Contenders">The processes.</param>
/// <param name="Random">Of the run.</param>
/// <param name="SessionTimeout">Of the contenders.</param>
internal sealed record Scene(IReadOnlyList<ContenderProcess> Contenders, Random Random, TimeSpan SessionTimeout);
