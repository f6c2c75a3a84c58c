using FlinkZk.Streams.Operators;
using FlinkZk.Streams.Runtime;

namespace FlinkZk.Streams.Graphs;

/// <summary>
/// The operators of one run of a graph. Beside those of the steps there are, named after the step:
/// <code>
///   source/timestamps          reads times
///   source/watermarks          makes watermarks: behind filters and projections of that source, so that what they leave out costs nothing more
///   step/settled               tells what went wrong before ways part
///   step/key, step/key2        keys records for an input
/// </code>
/// </summary>
internal sealed class RunningGraph
{
    private readonly JobContext _job;
    private readonly bool _isAlone;
    private readonly Dictionary<string, Tail> _tails = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _takers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TimestampsAndWatermarksOperator> _watermarks = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Channel> _heads = new(StringComparer.Ordinal);

    public RunningGraph(StreamGraph graph, JobContext job)
    {
        _job = job;
        _isAlone = graph.Sources.Count == 1;
        foreach (var output in graph.Nodes.SelectMany(node => node.Inputs).SelectMany(input => input.From))
            _takers[output] = _takers.GetValueOrDefault(output) + 1;
        foreach (var node in graph.Nodes)
        {
            if (node.IsSource)
                AddSource(node);
            else
                AddStep(node);
        }
    }

    public OperatorGraph Operators { get; } = new();

    /// <summary>Where a source's records come in.</summary>
    public Channel Head(string source) => _heads[source];

    /// <summary>How far a source's time has come; <see cref="long.MinValue"/> = it has none, or none yet.</summary>
    public long WatermarkOf(string source) => _watermarks.TryGetValue(source, out var made) ? made.Current : long.MinValue;

    private void AddSource(GraphNode node)
    {
        var name = node.Time is null ? node.Name : node.Name + "/timestamps";
        Operators.Add(name, node.Time is { } time ? new TimestampOperator(time.Property, time.Format) : new PassOperator());
        _heads.Add(node.Name, Operators.OpenInput(name));
        _tails.Add(node.Name, new(name) { Source = node.Time is null ? null : node });
    }

    private void AddStep(GraphNode node)
    {
        var made = node.Make!(_job);
        if (node is { IsInPlace: true, Inputs: [{ From: [var only] }] } && _takers[only] == 1)
        {
            Operators.Add(node.Name, made);
            var tail = TailOf(only);
            Operators.Connect(tail.Operator, node.Name, side: tail.Side);
            _tails.Add(node.Name, tail with { Operator = node.Name, Side = null, IsOpen = true });
            return;
        }

        var isOnlyWay = node.Inputs is [{ From.Count: 1 }];
        var inputs = node.Inputs.Select((input, index) => Keyed(node, input, index, [.. input.From.Select(output => Settled(output, node, isOnlyWay))])).ToArray();
        Operators.Add(node.Name, made);
        for (var i = 0; i < inputs.Length; i++)
        {
            foreach (var tail in inputs[i])
                Operators.Connect(tail.Operator, node.Name, i, tail.Side);
        }

        _tails.Add(node.Name, new(node.Name) { IsOpen = node.IsInPlace });
    }

    private Tail[] Keyed(GraphNode node, GraphInput input, int index, Tail[] tails)
    {
        if (!input.IsKeyed)
            return tails;
        var name = node.Name + (index == 0 ? "/key" : $"/key{index + 1}");
        Operators.Add(name, new KeyByOperator(input.Key, input.ByValue));
        foreach (var tail in tails)
            Operators.Connect(tail.Operator, name, side: tail.Side);
        return [new(name)];
    }

    /// <summary>An output with watermarks, from which several may take.</summary>
    private Tail Settled(string output, GraphNode taker, bool isOnlyWay)
    {
        var tail = TailOf(output);
        var several = _takers[output] > 1;
        if (tail.Source is { } source)
        {
            // With other sources it is by the watermarks that their turns come.
            if (taker.IgnoresTime && isOnlyWay && !several && _isAlone)
                return tail;

            var made = new TimestampsAndWatermarksOperator(source.Time!.Watermarks, _job, taker.TakesWatermarksInBatch && isOnlyWay && !several);
            _watermarks.Add(source.Name, made);
            tail = Follow(tail, source.Name + "/watermarks", made);
        }
        else if (tail.IsOpen && (several || taker.NeedsSettled))
        {
            tail = Follow(tail, output + "/settled", new SettleOperator(_job));
        }

        return _tails[output] = tail;
    }

    private Tail Follow(Tail tail, string name, Operator made)
    {
        Operators.Add(name, made).Connect(tail.Operator, name, side: tail.Side);
        return new(name);
    }

    private Tail TailOf(string output) =>
        _tails.TryGetValue(output, out var tail) ? tail : new(StreamGraph.StepOf(output)) { Side = StreamGraph.SideOf(output) };

    /// <summary>Where an output comes out.</summary>
    private sealed record Tail(string Operator)
    {
        public string? Side { get; init; }

        /// <summary>The source whose watermarks are still to be made; null where that is done.</summary>
        public GraphNode? Source { get; init; }

        /// <summary>Whether records may come out that were left out or went wrong.</summary>
        public bool IsOpen { get; init; }
    }
}
