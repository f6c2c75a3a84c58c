using FlinkZk.Streams.State;
using FlinkZk.Streams.Time;

namespace FlinkZk.Streams.Operators;

/// <summary>
/// Operators by name, and who follows whom. They stand in the order in which they were added, and an operator can only be followed by a later one: so there is no circle, and
/// clock and snapshots take them in an order in which results flow.
/// </summary>
internal sealed class OperatorGraph
{
    private readonly List<(string Name, Operator Operator, InputPort[] Inputs)> _nodes = [];

    /// <summary>Adds an operator.</summary>
    /// <param name="name">By this name its state is found again after a restore.</param>
    /// <param name="node">The operator.</param>
    /// <exception cref="ArgumentException">There is one of that name.</exception>
    public OperatorGraph Add(string name, Operator node)
    {
        if (_nodes.Exists(other => other.Name == name))
            throw new ArgumentException($"There are two operators called '{name}'.", nameof(name));
        _nodes.Add((name, node, InputPort.Of(node)));
        return this;
    }

    /// <summary>Lets one operator follow another.</summary>
    /// <param name="from">Whose output.</param>
    /// <param name="to">Whose input; added later.</param>
    /// <param name="input">Which input of it.</param>
    /// <param name="side">Which side output; null = the main one.</param>
    public OperatorGraph Connect(string from, string to, int input = 0, string? side = null)
    {
        var (source, target) = (IndexOf(from), IndexOf(to));
        if (source >= target)
            throw new ArgumentException($"'{to}' was added before '{from}' and cannot follow it.", nameof(to));
        var output = side is null ? _nodes[source].Operator.Output : _nodes[source].Operator.OpenSide(side);
        output.Add(_nodes[target].Inputs[input].Open());
        return this;
    }

    /// <summary>A way into an input of an operator, for a source.</summary>
    public Channel OpenInput(string name, int input = 0) => _nodes[IndexOf(name)].Inputs[input].Open();

    public void Open(OperatorClock clock) => _nodes.ForEach(node => node.Operator.Open(clock));

    public void OnProcessingTime(long now)
    {
        foreach (var node in _nodes)
            node.Operator.OnProcessingTime(now);
    }

    /// <summary>The state of every operator, between two batches: nothing is under way then.</summary>
    /// <returns>By name, in the graph's order.</returns>
    public IReadOnlyList<KeyValuePair<string, byte[]>> Snapshot() => [.. _nodes.Select(node =>
    {
        var writer = new StateWriter();
        node.Operator.Snapshot(writer);
        return KeyValuePair.Create(node.Name, writer.ToArray());
    })];

    /// <summary>Gives each operator, opened and before its first batch, the state under its name.</summary>
    /// <exception cref="InvalidDataException">A state is nobody's.</exception>
    public void Restore(IReadOnlyList<KeyValuePair<string, byte[]>> snapshot)
    {
        foreach (var (name, bytes) in snapshot)
        {
            var node = _nodes.Find(node => node.Name == name).Operator
                ?? throw new InvalidDataException($"The snapshot has the state of an operator '{name}', which the job has not.");
            node.Restore(new StateReader(bytes));
        }
    }

    public void Close() => _nodes.ForEach(node => node.Operator.Close());

    private int IndexOf(string name) => _nodes.FindIndex(node => node.Name == name) is >= 0 and var index ? index : throw new ArgumentException($"There is no operator '{name}'.", nameof(name));
}
