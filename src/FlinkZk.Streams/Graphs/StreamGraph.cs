using FlinkZk.Streams.Operators;
using FlinkZk.Streams.Records;
using FlinkZk.Streams.Runtime;
using FlinkZk.Streams.Time;
using FlinkZk.Streams.Windows;

namespace FlinkZk.Streams.Graphs;

/// <summary>
/// What a job is made of: sources, operators and sinks by name, each after those whose records it takes. A graph can be built from as often as one likes.
/// <para>A step takes its records from outputs: the name of a step, or, of a side output, with a point: <c>window.late</c>. Where several outputs are named their records come together (a
/// union), and an output that several steps take gives each of them every record.</para>
/// </summary>
public sealed class StreamGraph
{
    private static readonly char[] NotInNames = ['.', '/'];

    private readonly List<GraphNode> _nodes = [];

    internal IReadOnlyList<GraphNode> Nodes => _nodes;

    /// <summary>The names of the sources, in their order.</summary>
    public IReadOnlyList<string> Sources => [.. _nodes.Where(node => node.IsSource).Select(node => node.Name)];

    /// <summary>The graph of a plan: <c>source -> [filter] -> [select] -> [window] -> output</c>.</summary>
    /// <param name="plan">The plan.</param>
    /// <exception cref="StreamException">The plan contradicts itself.</exception>
    public static StreamGraph Of(StreamPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        plan.Validate();
        var graph = new StreamGraph().AddSource("source", plan.Time is { } time ? new RecordTime(time) { Format = plan.TimeFormat, Watermarks = plan.Watermarks } : null);
        var last = "source";
        if (plan.Where is { } predicate)
            graph.AddFilter(last = "filter", predicate, "source");
        if (plan.Select is { } selector)
            graph.AddSelect("select", selector, last);
        last = plan.Select is null ? last : "select";
        if (plan.Windows is { } windows)
            graph.AddWindow("window", windows, last);
        return graph.AddOutput("output", plan.Windows is null ? last : "window");
    }

    /// <summary>Adds a source: where records come into the job.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="time">Where the times of its records are; null = they have none.</param>
    /// <exception cref="StreamException">There is a step of that name.</exception>
    public StreamGraph AddSource(string name, RecordTime? time = null) => Add(new(name, []) { Time = time });

    /// <summary>Adds a filter.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="predicate">Which records go on. Those that it leaves out still move time.</param>
    /// <param name="from">Whose records it takes.</param>
    /// <exception cref="StreamException">There is a step of that name, or none that it names.</exception>
    public StreamGraph AddFilter(string name, IRowPredicate predicate, params string[] from) =>
        Add(new(name, [new(from)]) { Make = job => new FilterOperator(predicate, job), IsInPlace = true });

    /// <summary>Adds a projection.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="selector">What goes on in place of each record, with its time.</param>
    /// <param name="from">Whose records it takes.</param>
    /// <exception cref="StreamException">There is a step of that name, or none that it names.</exception>
    public StreamGraph AddSelect(string name, IRowSelector selector, params string[] from) =>
        Add(new(name, [new(from)]) { Make = job => new SelectOperator(selector, job), IsInPlace = true });

    /// <summary>Adds what makes none, one or several records of each.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="map">What goes on in place of each record, with its time.</param>
    /// <param name="from">Whose records it takes.</param>
    /// <exception cref="StreamException">There is a step of that name, or none that it names.</exception>
    public StreamGraph AddFlatMap(string name, IRowFlatMap map, params string[] from) =>
        Add(new(name, [new(from)]) { Make = job => new FlatMapOperator(map, job) });

    /// <summary>Adds a sink: where records go out of the job.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="sink">Takes them; whoever made it closes it.</param>
    /// <param name="from">Whose records it takes.</param>
    /// <exception cref="StreamException">There is a step of that name, or none that it names.</exception>
    public StreamGraph AddSink(string name, IRowSink sink, params string[] from) =>
        Add(new(name, [new(from)]) { Make = job => new SinkOperator(sink, job), IgnoresTime = true });

    /// <summary>Adds windows. Late records come out at its side output <c>late</c>, where a step takes them.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="plan">What is done in them.</param>
    /// <param name="from">Whose records it takes.</param>
    /// <exception cref="StreamException">There is a step of that name, or none that it names; or what is to be done contradicts itself.</exception>
    public StreamGraph AddWindow(string name, WindowPlan plan, params string[] from)
    {
        ArgumentNullException.ThrowIfNull(plan);
        plan.Validate();
        return Add(new(name, [new(from) { IsKeyed = true, Key = plan.Key }])
        {
            Make = job => plan.Keep is not null ? new EvictingWindowOperator(name, plan, job)
                : WindowPath.WhyByRule(plan) is null ? new FastWindowOperator(name, plan, job)
                : new WindowAggregateOperator(name, plan, job),
            LosesTime = plan.Window is GlobalWindows,
            NeedsTime = plan.Window.Domain == TimeDomain.Event,
            TakesWatermarksInBatch = true,
            NeedsSettled = true,
            Sides = [WindowingOperator.LateSide],
        });
    }

    /// <summary>Adds the first records of each key by a value.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="plan">By what, how many, and how it is told.</param>
    /// <param name="from">Whose records it takes.</param>
    /// <exception cref="StreamException">There is a step of that name, or none that it names; or the number is not positive.</exception>
    public StreamGraph AddTop(string name, TopPlan plan, params string[] from)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return plan.Count > 0 ? Add(new(name, [new(from) { IsKeyed = true, Key = plan.Key }]) { Make = job => new TopOperator(plan, job) })
            : throw Invalid($"'{name}' would keep {plan.Count} records.", "Choose one or more.");
    }

    /// <summary>Adds a step that keeps one record of each key.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="plan">Which one, and how it is told.</param>
    /// <param name="from">Whose records it takes.</param>
    /// <exception cref="StreamException">There is a step of that name, or none that it names.</exception>
    public StreamGraph AddDistinct(string name, DistinctPlan plan, params string[] from)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return Add(new(name, [new(from) { IsKeyed = true, Key = plan.Key }]) { Make = job => new DistinctOperator(plan, job) });
    }

    /// <summary>Adds a step that does with the records of each key what somebody wants, with state and timers.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="plan">What it does, by which key.</param>
    /// <param name="from">Whose records it takes.</param>
    /// <exception cref="StreamException">There is a step of that name, or none that it names; or its timers go by times that records do not have.</exception>
    public StreamGraph AddProcess(string name, ProcessPlan plan, params string[] from)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return Add(new(name, [new(from) { IsKeyed = true, Key = plan.Key }])
        {
            Make = job => new RowProcessOperator(name, plan, job),
            NeedsTime = plan.Timers == TimeDomain.Event,
            LosesTime = plan.Timers == TimeDomain.Processing,
        });
    }

    /// <summary>Adds a join of records of equal keys whose times lie near each other: left + lower &lt;= right &lt;= left + upper. Late records come out at its side outputs <c>late-left</c> and <c>late-right</c>, where a step takes them.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="plan">Whose records, by which keys; only Inner.</param>
    /// <param name="lower">The bound itself belongs to the interval.</param>
    /// <param name="upper">The bound itself belongs to the interval.</param>
    /// <exception cref="StreamException">There is a step of that name, or none that it names; or what is to be done contradicts itself.</exception>
    public StreamGraph AddIntervalJoin(string name, JoinPlan plan, TimeSpan lower, TimeSpan upper)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (plan.Kind != JoinKind.Inner)
            throw Invalid($"A join by an interval is Inner, not {plan.Kind}.", "Join by windows, or as of a time.");
        if (lower > upper)
            throw Invalid($"The interval of the join '{name}' begins at {lower} and ends before, at {upper}.", "Choose bounds that leave something between them.");
        return AddJoin(name, plan, (join, job) => new IntervalJoinOperator(Milliseconds(lower), Milliseconds(upper), join.Join, job), IntervalJoinOperator.LateLeft, IntervalJoinOperator.LateRight);
    }

    /// <summary>Adds a join of records of equal keys that lie in one window. Late records come out at its side output <c>late</c>, where a step takes them.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="plan">Whose records, by which keys, and which come out without a partner.</param>
    /// <param name="window">The windows, of event time.</param>
    /// <param name="allowedLateness">How long after its end a window still takes records, and fires again with each.</param>
    /// <exception cref="StreamException">There is a step of that name, or none that it names; or what is to be done contradicts itself.</exception>
    public StreamGraph AddWindowJoin(string name, JoinPlan plan, WindowAssigner window, TimeSpan allowedLateness = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(window);
        if (window.Domain != TimeDomain.Event)
            throw Invalid($"The windows of the join '{name}' go by the clock.", "Choose windows of event time.");
        return AddJoin(name, plan, (join, job) => new WindowJoinOperator(window, plan.Kind, Milliseconds(allowedLateness), join.Join, job) { See = join.See }, WindowJoinOperator.LateSide);
    }

    /// <summary>Adds a join that gives each left record the version of the right side that held at its time (SQL's <c>FOR SYSTEM_TIME AS OF</c>).</summary>
    /// <param name="name">Its name.</param>
    /// <param name="plan">Whose records, by which keys; Inner, or Left.</param>
    /// <exception cref="StreamException">There is a step of that name, or none that it names; or what is to be done contradicts itself.</exception>
    public StreamGraph AddTemporalJoin(string name, JoinPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return plan.Kind is JoinKind.Inner or JoinKind.Left
            ? AddJoin(name, plan, (join, job) => new TemporalJoinOperator(plan.Kind, join.Join, job))
            : throw Invalid($"A join as of a time is Inner or Left, not {plan.Kind}.", "Join by windows.");
    }

    /// <summary>Adds the way out to <see cref="StreamOutputs"/>.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="from">Whose records it takes.</param>
    /// <exception cref="StreamException">There is a step of that name, or none that it names.</exception>
    public StreamGraph AddOutput(string name, params string[] from) =>
        Add(new(name, [new(from)]) { Make = static job => new OutputOperator(job), IgnoresTime = true });

    internal StreamGraph Add(GraphNode node)
    {
        if (node.Name.Length == 0 || node.Name.AsSpan().IndexOfAny(NotInNames) >= 0)
            throw Invalid($"'{node.Name}' cannot be the name of a step.", "A name is not empty and has no point and no slash in it.");
        if (Find(node.Name) is not null)
            throw Invalid($"There are two steps called '{node.Name}'.", "Give each a name of its own.");
        foreach (var from in node.Inputs.SelectMany(input => input.From))
        {
            var step = Find(StepOf(from)) ?? throw Invalid($"'{node.Name}' takes records from '{from}', and no step before it is called so.", "Name a step that stands before it.");
            if (SideOf(from) is { } side && !step.Sides.Contains(side, StringComparer.Ordinal))
                throw Invalid($"'{node.Name}' takes records from '{from}', and '{step.Name}' has no side output '{side}'.", step.Sides.Count == 0 ? "Name the step alone." : $"It has: {string.Join(", ", step.Sides)}.");
        }

        if (!node.IsSource && node.Inputs.Any(input => input.From.Count == 0))
            throw Invalid($"'{node.Name}' takes its records from nowhere.", "Name a step that stands before it.");
        if (node.NeedsTime && node.Inputs.SelectMany(input => input.From).SelectMany(WithoutTime).FirstOrDefault() is { } timeless)
            throw Invalid($"'{node.Name}' goes by the times of records, and those of '{timeless}' have none.", "Name the property that holds it.");
        _nodes.Add(node);
        return this;
    }

    /// <summary>The properties by which a source's records are keyed as they come, or behind filters.</summary>
    internal IReadOnlyList<string> KeysOf(string source)
    {
        var same = new HashSet<string>(StringComparer.Ordinal) { source };
        var keys = new List<string>();
        foreach (var node in _nodes)
        {
            foreach (var input in node.Inputs.Where(input => input.From.Any(same.Contains)))
            {
                if (node.IsInPlace)
                    same.Add(node.Name);
                else if (input is { Key: { } key, ByValue: false })
                    keys.Add(key);
            }
        }

        return keys;
    }

    internal static string StepOf(string output) => output.IndexOf('.', StringComparison.Ordinal) is >= 0 and var point ? output[..point] : output;

    internal static string? SideOf(string output) => output.IndexOf('.', StringComparison.Ordinal) is >= 0 and var point ? output[(point + 1)..] : null;

    private StreamGraph AddJoin(string name, JoinPlan plan, Func<RowJoin, JobContext, Operator> make, params string[] sides)
    {
        if (plan.LeftKey is null != plan.RightKey is null)
            throw Invalid($"The join '{name}' has a key on one side only.", "Name the property of both sides.");
        var both = string.Equals(plan.LeftKey, plan.RightKey, StringComparison.OrdinalIgnoreCase) ? plan.LeftKey : null;
        return Add(new(name, [new(plan.Left) { IsKeyed = true, Key = plan.LeftKey, ByValue = true }, new(plan.Right) { IsKeyed = true, Key = plan.RightKey, ByValue = true }])
        {
            Make = job => make(new RowJoin(both, plan.Prefix), job),
            NeedsTime = true,
            Sides = sides,
        });
    }

    private static long Milliseconds(TimeSpan time) => time.Ticks / TimeSpan.TicksPerMillisecond;

    private GraphNode? Find(string name) => _nodes.Find(node => node.Name == name);

    // What needs time gives time.
    private IEnumerable<string> WithoutTime(string output)
    {
        var node = Find(StepOf(output))!;
        if (node.IsSource || node.LosesTime)
            return node.Time is null ? [node.Name] : [];
        return node.NeedsTime ? [] : node.Inputs.SelectMany(input => input.From).SelectMany(WithoutTime);
    }

    private static StreamException Invalid(string message, string action) => new(StreamErrorId.InvalidPlan, message, action);
}
