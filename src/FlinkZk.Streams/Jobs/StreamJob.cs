using FlinkZk.Streams.Configuration;
using FlinkZk.Streams.Connectors;
using FlinkZk.Streams.Operators;
using FlinkZk.Streams.Records;
using FlinkZk.Streams.Runtime;
using FlinkZk.Streams.Time;

namespace FlinkZk.Streams.Jobs;

/// <summary>
/// A plan at work. It runs on the caller's thread and on no other: either <see cref="Run"/> pulls a source dry, or the caller pushes records and completes the job.
/// <para>Configuration: the newest revision is taken before each batch, and nowhere else. So records of one batch are filtered under one revision, and a window carries the
/// revision of the batch whose records (or whose end of input) moved the watermark past its end.</para>
/// <para>Same records and same revisions at the same places give the same outputs in the same order.</para>
/// </summary>
public sealed class StreamJob
{
    private readonly StreamPlan _plan;
    private readonly IConfigurationFeed _configuration;
    private readonly TimeProvider _timeProvider;
    private readonly JobContext _context;
    private readonly OperatorGraph _graph;
    private readonly InputPort _head;
    private readonly RecordBatch _batch;
    private readonly Action _processBatch;
    private long _startedAt;
    private TimeSpan? _elapsed;

    /// <summary>Makes a job.</summary>
    /// <param name="plan">What it does.</param>
    /// <param name="outputs">Where its outputs go.</param>
    /// <param name="configuration">The configuration that filter and projection see; null = none.</param>
    /// <param name="timeProvider">The clock for watermarks by interval and for the summary; null = the system's.</param>
    /// <exception cref="StreamException">The plan contradicts itself.</exception>
    public StreamJob(StreamPlan plan, StreamOutputs outputs, IConfigurationFeed? configuration = null, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(outputs);
        plan.Validate();
        _plan = plan;
        _configuration = configuration ?? FixedConfiguration.Empty;
        _timeProvider = timeProvider ?? TimeProvider.System;
        _context = new JobContext(outputs, _configuration.Current);
        (_graph, _head) = PlanGraph.Build(plan, _context);
        _graph.Open(OperatorClock.Start);
        _batch = new RecordBatch(plan.BatchSize);
        // One delegate for all: pushed records may be a batch each.
        _processBatch = ProcessBatch;
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
    /// <exception cref="InvalidOperationException">The job has run, or records were pushed.</exception>
    public StreamSummary Run(RecordSource source, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (Status != JobStatus.Created)
            throw new InvalidOperationException($"The job is {Status}; a job runs once.");
        source.Expect(_plan.Key);
        Start();
        return Guarded(() =>
        {
            var more = true;
            while (more)
            {
                cancellationToken.ThrowIfCancellationRequested();
                more = source.Read(_batch, cancellationToken);
                ProcessBatch();
                _context.ReportProgress(source.Progress);
            }

            End();
        });
    }

    /// <summary>Takes one record. It is worked on when the batch is full, or at <see cref="Flush"/>.</summary>
    /// <param name="row">The record.</param>
    /// <returns>False when the job has ended and wants no more.</returns>
    public bool Push(IRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        if (!CanPush())
            return false;
        _batch.Add(row, NextPosition);
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
        _batch.AddError(error(NextPosition));
        return Pushed();
    }

    /// <summary>Works on what has been pushed, and looks at the clock: call it when the input pauses.</summary>
    public void Flush()
    {
        if (Status == JobStatus.Running)
            Guarded(_processBatch);
    }

    /// <summary>The pushed input has ended: works on what is left and fires what is still open.</summary>
    /// <returns>What the job has done.</returns>
    public StreamSummary Complete()
    {
        Start();
        return Status == JobStatus.Running ? Guarded(End) : Summary;
    }

    /// <summary>Ends the job where it stands. Open windows do not fire.</summary>
    public void Cancel()
    {
        if (Status is JobStatus.Created or JobStatus.Running)
            Finish(JobStatus.Canceled);
    }

    private SourcePosition NextPosition => new(null, _context.In + _batch.Count + 1);

    private bool CanPush()
    {
        Start();
        return Status == JobStatus.Running;
    }

    private bool Pushed()
    {
        if (_batch.IsFull)
            Guarded(_processBatch);
        return Status == JobStatus.Running;
    }

    private TimeSpan Elapsed => Status == JobStatus.Created ? TimeSpan.Zero : _elapsed ?? _timeProvider.GetElapsedTime(_startedAt);

    private void Start()
    {
        if (Status != JobStatus.Created)
            return;
        _startedAt = _timeProvider.GetTimestamp();
        Status = JobStatus.Running;
    }

    private void ProcessBatch()
    {
        if (_batch.Count > 0)
        {
            _context.Configuration = _configuration.Current;
            _context.In += _batch.Count;
            _head.OnBatch(_batch);
            _batch.Clear();
        }

        _graph.OnProcessingTime((long)Elapsed.TotalMilliseconds);
    }

    private void End()
    {
        ProcessBatch();
        _context.EndOfInput();
        _head.OnWatermark(long.MaxValue);
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
        _batch.Clear();
        _graph.Close();
    }
}
