using FlinkZk.Streams.Configuration;
using FlinkZk.Streams.Connectors;
using FlinkZk.Streams.Graphs;
using FlinkZk.Streams.Records;
using FlinkZk.Streams.Runtime;
using FlinkZk.Streams.Time;

namespace FlinkZk.Streams.Jobs;

/// <summary>
/// A graph at work. It runs on the caller's thread and on no other: either <see cref="Run(IReadOnlyDictionary{string, RecordSource}, CancellationToken)"/> pulls all sources dry, or the caller
/// pushes the records of one and completes the job, and the others are pulled beside it.
/// <para>Several sources take turns, and the turn is always that source's whose watermark is furthest behind, so that their times go on together whatever their speed. A turn is a number
/// of records: the order of all records together comes of the records alone.</para>
/// <para>Configuration: the newest revision is taken before each batch, and nowhere else. So records of one batch are filtered under one revision, and a window carries the
/// revision of the batch whose records (or whose end of input) moved the watermark past its end.</para>
/// <para>Same records and same revisions at the same places give the same outputs in the same order.</para>
/// </summary>
public sealed class StreamJob
{
    private readonly IConfigurationFeed _configuration;
    private readonly TimeProvider _timeProvider;
    private readonly JobContext _context;
    private readonly StreamGraph _plan;
    private readonly RunningGraph _graph;
    private readonly JobInputs _inputs;
    private readonly int _batchSize;
    private readonly Action _processPushed;
    private CancellationToken _stop;
    private JobInput? _pushed;
    private long _startedAt;
    private long _startTime;
    private TimeSpan? _elapsed;

    /// <summary>Makes a job of a plan.</summary>
    /// <param name="plan">What it does.</param>
    /// <param name="outputs">Where its outputs go.</param>
    /// <param name="configuration">The configuration that filter and projection see; null = none.</param>
    /// <param name="timeProvider">The clock for watermarks by interval, windows and timers by the clock, and the summary; null = the system's.</param>
    /// <exception cref="StreamException">The plan contradicts itself.</exception>
    public StreamJob(StreamPlan plan, StreamOutputs outputs, IConfigurationFeed? configuration = null, TimeProvider? timeProvider = null)
        : this(StreamGraph.Of(plan), outputs, configuration, timeProvider, plan.BatchSize)
    {
    }

    /// <summary>Makes a job of a graph.</summary>
    /// <param name="graph">What it does.</param>
    /// <param name="outputs">Where its outputs go.</param>
    /// <param name="configuration">The configuration that filters and projections see; null = none.</param>
    /// <param name="timeProvider">The clock for watermarks by interval, windows and timers by the clock, and the summary; null = the system's.</param>
    /// <param name="batchSize">The number of records that travel together, and the distance between two looks at the configuration.</param>
    /// <exception cref="StreamException">The graph has no source.</exception>
    public StreamJob(StreamGraph graph, StreamOutputs outputs, IConfigurationFeed? configuration = null, TimeProvider? timeProvider = null, int batchSize = RecordBatch.DefaultCapacity)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(outputs);
        if (graph.Sources.Count == 0)
            throw new StreamException(StreamErrorId.InvalidPlan, "The stream has no source.", "Add one.");
        _plan = graph;
        _batchSize = batchSize;
        _configuration = configuration ?? FixedConfiguration.Empty;
        _timeProvider = timeProvider ?? TimeProvider.System;
        _context = new JobContext(outputs, _configuration.Current, batchSize);
        _graph = new RunningGraph(graph, _context);
        _inputs = new JobInputs([.. graph.Sources.Select(name => new JobInput(name, _graph))]);
        // One delegate for all: pushed records may be a batch each.
        _processPushed = ProcessPushed;
    }

    /// <summary>The job's state.</summary>
    public JobStatus Status { get; private set; } = JobStatus.Created;

    /// <summary>What the job has done so far.</summary>
    public StreamSummary Summary => new(
        Status, _context.In, _context.Out, _context.Late, _context.Skipped, _context.Filtered, _context.Configuration.Revision, Elapsed);

    /// <summary>Pulls a source until it ends, then fires what is still open.</summary>
    /// <param name="source">The input; the caller disposes it.</param>
    /// <param name="cancellationToken">Looked at between batches and while the source waits.</param>
    /// <returns>What the job has done; <see cref="JobStatus.Canceled"/> where the caller stopped it after an error.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="StreamException">The input or the plan is wrong as a whole.</exception>
    /// <exception cref="InvalidOperationException">The job has run, or records were pushed; or the graph has other sources.</exception>
    public StreamSummary Run(RecordSource source, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        return Run(new Dictionary<string, RecordSource> { [_plan.Sources[0]] = source }, cancellationToken);
    }

    /// <summary>Pulls all sources until they end, then fires what is still open.</summary>
    /// <param name="sources">The inputs by the names of the graph's sources; the caller disposes them.</param>
    /// <param name="cancellationToken">Looked at between batches and while a source waits.</param>
    /// <returns>What the job has done; <see cref="JobStatus.Canceled"/> where the caller stopped it after an error.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="StreamException">An input or the plan is wrong as a whole.</exception>
    /// <exception cref="InvalidOperationException">The job has run, or records were pushed; or a source has no input.</exception>
    public StreamSummary Run(IReadOnlyDictionary<string, RecordSource> sources, CancellationToken cancellationToken)
    {
        Begin(sources, cancellationToken);
        if (_pushed is not null)
            throw new InvalidOperationException($"The source '{_pushed.Name}' has no input.");
        return Guarded(PullAll);
    }

    /// <summary>Begins a job whose records are pushed: those of the one source that is not among <paramref name="sources"/>, which are pulled beside it.</summary>
    /// <param name="sources">The inputs of the other sources by name; the caller disposes them.</param>
    /// <param name="cancellationToken">Looked at while they are read.</param>
    /// <exception cref="InvalidOperationException">The job has run; or not one source alone is left.</exception>
    public void Begin(IReadOnlyDictionary<string, RecordSource> sources, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sources);
        if (Status != JobStatus.Created)
            throw new InvalidOperationException($"The job is {Status}; a job runs once.");
        _stop = cancellationToken;
        foreach (var (name, source) in sources)
        {
            source.Expect(_plan.KeysOf(name));
            _inputs[name].Source = source;
        }

        var pushed = _inputs.All.Where(input => input.Source is null).ToArray();
        if (pushed.Length > 1)
            throw new InvalidOperationException($"The sources {string.Join(", ", pushed.Select(input => $"'{input.Name}'"))} have no input.");
        // Between two records of one source others may take their turn: then none waits.
        _inputs.Open(_batchSize, pushedAlone: _inputs.All.Count == 1);
        _pushed = pushed.FirstOrDefault();
        _startedAt = _timeProvider.GetTimestamp();
        _startTime = _timeProvider.GetUtcNow().ToUnixTimeMilliseconds();
        _graph.Operators.Open(new OperatorClock(long.MinValue, _startTime));
        Status = JobStatus.Running;
    }

    /// <summary>Takes one record. It is worked on when the batch is full, or at <see cref="Flush"/>.</summary>
    /// <param name="row">The record.</param>
    /// <returns>False when the job has ended and wants no more.</returns>
    public bool Push(IRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        if (!CanPush())
            return false;
        _pushed!.Batch.Add(row, NextPosition);
        return Pushed();
    }

    /// <summary>Takes, in the place of a record, the error that kept it from becoming one.</summary>
    /// <param name="error">Makes the error for the place where it stands.</param>
    /// <returns>False when the job has ended and wants no more.</returns>
    public bool PushError(Func<SourcePosition, RecordError> error)
    {
        ArgumentNullException.ThrowIfNull(error);
        if (!CanPush())
            return false;
        _pushed!.Batch.AddError(error(NextPosition));
        return Pushed();
    }

    /// <summary>Works on what has been pushed, and looks at the clock: call it when the input pauses.</summary>
    public void Flush()
    {
        if (Status == JobStatus.Running)
            Guarded(_processPushed);
    }

    /// <summary>The pushed input has ended: works on what is left, reads the other sources to their ends, and fires what is still open.</summary>
    /// <returns>What the job has done.</returns>
    public StreamSummary Complete()
    {
        BeginAlone();
        return Status == JobStatus.Running ? Guarded(CompleteAll) : Summary;
    }

    /// <summary>Ends the job where it stands. Open windows do not fire.</summary>
    public void Cancel()
    {
        if (Status is JobStatus.Created or JobStatus.Running)
            Finish(JobStatus.Canceled);
    }

    private SourcePosition NextPosition => new(null, _pushed!.Records + _pushed.Batch.Count + 1);

    private TimeSpan Elapsed => Status == JobStatus.Created ? TimeSpan.Zero : _elapsed ?? _timeProvider.GetElapsedTime(_startedAt);

    private void BeginAlone()
    {
        if (Status == JobStatus.Created)
            Begin(new Dictionary<string, RecordSource>(), CancellationToken.None);
    }

    private bool CanPush()
    {
        BeginAlone();
        return Status == JobStatus.Running;
    }

    private bool Pushed()
    {
        if (_pushed!.Batch.IsFull)
            Guarded(_processPushed);
        return Status == JobStatus.Running;
    }

    private void ProcessPushed()
    {
        Process(_pushed!);
        PullOthers();
    }

    private void CompleteAll()
    {
        Process(_pushed!);
        EndInput(_pushed!);
        PullAll();
    }

    private void PullAll()
    {
        while (_inputs.Next() is { } input)
            TakeTurn(input);
    }

    private void PullOthers()
    {
        while (_inputs.Next() is { Source: not null } input)
            TakeTurn(input);
    }

    private void TakeTurn(JobInput input)
    {
        input.BeginTurn();
        while (input.MayRead)
        {
            _stop.ThrowIfCancellationRequested();
            var more = input.Read(_stop);
            Process(input);
            _context.ReportProgress(_inputs.ProgressAt(input));
            if (more)
                continue;
            EndInput(input);
            return;
        }
    }

    private void Process(JobInput input)
    {
        var batch = input.Batch;
        if (batch.Count > 0)
        {
            _context.Configuration = _configuration.Current;
            _context.In += batch.Count;
            input.Send();
        }

        _graph.Operators.OnProcessingTime(_startTime + (long)Elapsed.TotalMilliseconds);
    }

    private void EndInput(JobInput input)
    {
        _inputs.End(input);
        var isLast = _inputs.Next() is null;
        if (isLast)
            _context.EndOfInput();
        input.SendEnd();
        if (isLast)
            Finish(JobStatus.Finished);
    }

    private StreamSummary Guarded(Action step)
    {
        try
        {
            step();
        }
        catch (StopRequestedException)
        {
            Finish(JobStatus.Canceled);
        }
        catch (OperationCanceledException)
        {
            Finish(JobStatus.Canceled);
            throw;
        }
        catch
        {
            Finish(JobStatus.Failed);
            throw;
        }

        return Summary;
    }

    private void Finish(JobStatus status)
    {
        _elapsed = Elapsed;
        Status = status;
        _inputs.Clear();
        _graph.Operators.Close();
    }
}
