using FlinkZk.Faults.Histories;

namespace FlinkZk.Faults.Checks;

/// <summary>A node as a register: what it holds and at which version, or that it is not there.</summary>
internal readonly record struct NodeState(long Version, string? Value)
{
    public static readonly NodeState Missing = new(-1, null);

    private bool Exists => Version >= 0;

    /// <summary>ZooKeeper's rules for one node.</summary>
    public static bool Step(NodeState state, Operation operation, out NodeState next)
    {
        var effect = state.EffectOf(operation);
        next = effect ?? state;
        return operation.Outcome switch
        {
            Outcome.Ok when operation.Kind == Kind.Read => state.Exists && state.Version == operation.Number && state.Value == operation.Found,
            Outcome.Ok => effect is { } after && (operation.Kind == Kind.Delete || after.Version == operation.Number),
            Outcome.Refused => state.Refusal(operation) == operation.Error,
            _ => true,
        };
    }

    /// <summary>What comes of it; null where it is refused.</summary>
    private NodeState? EffectOf(Operation operation) => Refusal(operation) is not null ? null : operation.Kind switch
    {
        Kind.Create => new(0, operation.Value),
        Kind.Write or Kind.CompareAndSet => new(Version + 1, operation.Value),
        Kind.Delete => Missing,
        _ => this,
    };

    private string? Refusal(Operation operation) => operation.Kind switch
    {
        Kind.Create => Exists ? "NodeExists" : null,
        _ when !Exists => "NoNode",
        Kind.CompareAndSet or Kind.Delete when operation.Expected != Version => "BadVersion",
        _ => null,
    };
}
