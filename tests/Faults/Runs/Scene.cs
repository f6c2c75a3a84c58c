using FlinkZk.Testing;

namespace FlinkZk.Faults.Runs;

/// <summary>What a fault can touch beside the target.</summary>
/// <param name="Contenders">The processes.</param>
/// <param name="Replace">Kills the contender in a place and starts another there.</param>
/// <param name="Links">Between odd contenders and the servers.</param>
/// <param name="Random">Of the run.</param>
/// <param name="SessionTimeout">Of the contenders.</param>
internal sealed record Scene(IReadOnlyList<ContenderProcess> Contenders, Action<int> Replace, IReadOnlyList<FaultProxy> Links, Random Random, TimeSpan SessionTimeout)
{
    /// <summary>A duration after which no session stands any more of which nothing was heard: the client gives its own up at 4/3 of the timeout.</summary>
    public TimeSpan PastTimeout => SessionTimeout * 3 / 2;

    /// <summary>Something between nothing and a duration.</summary>
    public TimeSpan Up(TimeSpan longest) => longest * Random.NextDouble();
}
