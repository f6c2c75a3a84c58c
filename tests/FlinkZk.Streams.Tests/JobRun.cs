using FlinkZk.Streams.Configuration;
using FlinkZk.Streams.Connectors;
using FlinkZk.Streams.Graphs;
using FlinkZk.Streams.Jobs;
using FlinkZk.Streams.Records;
using FlinkZk.Streams.Runtime;

namespace FlinkZk.Streams.Tests;

/// <summary>Runs a job and writes down, in order, everything that comes out.</summary>
internal sealed class JobRun
{
    private readonly Func<RecordError, ErrorDecision> _decide;

    public JobRun(StreamPlan plan, IConfigurationFeed? configuration = null, TimeProvider? time = null, Func<RecordError, ErrorDecision>? decide = null)
        : this(StreamGraph.Of(plan), configuration, time, decide, plan.BatchSize)
    {
    }

    public JobRun(StreamGraph graph, IConfigurationFeed? configuration = null, TimeProvider? time = null, Func<RecordError, ErrorDecision>? decide = null, int batchSize = RecordBatch.DefaultCapacity)
    {
        _decide = decide ?? (_ => ErrorDecision.Continue);
        Job = new StreamJob(
            graph,
            new StreamOutputs
            {
                Result = result => Out.Add(StreamsTesting.Print(result)),
                Record = (row, revision) => Out.Add($"{StreamsTesting.Print(row)} r{revision}"),
                Late = late => Out.Add($"late {late.Timestamp:HH:mm:ss.fff} {StreamsTesting.Print(late.Key)} {late.Position}"),
                Error = OnError,
            },
            configuration,
            time,
            batchSize);
    }

    public StreamJob Job { get; }

    public List<string> Out { get; } = [];

    public List<RecordError> Errors { get; } = [];

    public static JobRun Push(StreamPlan plan, IEnumerable<IRow> rows, IConfigurationFeed? configuration = null)
    {
        var run = new JobRun(plan, configuration);
        foreach (var row in rows)
            run.Job.Push(row);
        run.Job.Complete();
        return run;
    }

    /// <summary>Pulls all sources of a graph, each of rows.</summary>
    public static JobRun Pull(StreamGraph graph, int batchSize, params (string Source, IEnumerable<IRow> Rows)[] sources)
    {
        var run = new JobRun(graph, batchSize: batchSize);
        run.Job.Run(sources.ToDictionary(source => source.Source, source => (RecordSource)new RowSource(source.Rows)), TestContext.Current.CancellationToken);
        return run;
    }

    public static JobRun Pull(StreamPlan plan, RecordSource source)
    {
        var run = new JobRun(plan);
        run.Job.Run(source, TestContext.Current.CancellationToken);
        return run;
    }

    private ErrorDecision OnError(RecordError error)
    {
        Errors.Add(error);
        Out.Add($"error {error.Id} {error.Position}");
        return _decide(error);
    }
}
