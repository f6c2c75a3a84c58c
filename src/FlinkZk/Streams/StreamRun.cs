using System.Globalization;
using System.Management.Automation;
using FlinkZk.Streams;
using FlinkZk.Streams.Configuration;
using FlinkZk.Streams.Connectors;
using FlinkZk.Streams.Jobs;
using FlinkZk.Streams.Records;
using FlinkZk.Streams.Runtime;

namespace FlinkZk;

/// <summary>A run of a stream: input into the job, outputs onto the pipeline. All of it happens on the pipeline's thread, to which script blocks belong.</summary>
internal sealed class StreamRun : IDisposable
{
    private readonly StreamConsole _console;
    private readonly LateOutput _late;
    private readonly IConfigurationFeed? _configuration;
    private readonly PipelineTypes _types;
    private readonly UnseenColumns? _asked;
    private readonly UnseenColumns? _declared;
    private readonly StreamJob _job;
    private bool _feedFailureTold;
    private PSObject? _first;

    /// <param name="plan">What the job does.</param>
    /// <param name="types">The types of text that comes down the pipeline.</param>
    /// <param name="configuration">Where $config comes from. The run disposes it.</param>
    /// <param name="late">Where late records go. The run disposes it.</param>
    /// <param name="console">Where everything else goes.</param>
    /// <param name="live">Whether records come one by one down the pipeline.</param>
    public StreamRun(StreamPlan plan, PipelineTypes types, IConfigurationFeed? configuration, LateOutput late, StreamConsole console, bool live)
    {
        (_types, _configuration, _late, _console) = (types, configuration, late, console);
        var lookout = plan.Where as ColumnLookout;
        (_declared, _asked) = (lookout?.Columns, ((lookout is null ? plan.Where : lookout.Filter) as ScriptFilter)?.Columns);
        // Record by record: what is piped is read when it is piped (a caller may use one hashtable for all), and a result comes as soon as it is due. A file gives whole batches.
        _job = new StreamJob(live ? plan with { BatchSize = 1 } : plan, new StreamOutputs { Result = console.WriteResult, Record = console.WriteRecord, Late = TakeLate, Error = console.WriteError, Progress = OnProgress }, configuration);
    }

    /// <summary>Takes a record of the pipeline.</summary>
    public void Push(PSObject record)
    {
        _first ??= record;
        try
        {
            var row = new PipelineRow(record, _types);
            if (_types.FindWrong(row) is { } wrong)
                PushWrong(record, wrong);
            else
                _job.Push(row);
        }
        catch (StreamException e) when (Advise(e) is { } better)
        {
            throw better;
        }
    }

    // Apart, so that a record that is right makes no closure.
    private void PushWrong(PSObject record, (string Name, FieldType Type, string Text) wrong) => _job.PushError(position => StreamErrors.WrongType(wrong, position, record));

    /// <summary>The pipeline has ended.</summary>
    public void Complete()
    {
        try
        {
            Finish(_job.Complete());
        }
        catch (StreamException e) when (Advise(e) is { } better)
        {
            throw better;
        }
    }

    /// <summary>Reads a source to its end.</summary>
    public void Run(RecordSource source, CancellationToken stop) => Finish(_job.Run(source, stop));

    /// <inheritdoc/>
    public void Dispose()
    {
        _job.Cancel();
        _late.Dispose();
        if (_configuration is IAsyncDisposable feed)
            Task.Run(() => feed.DisposeAsync().AsTask()).Wait();
    }

    // One that cannot be written is its own error: the others go on.
    private void TakeLate(LateRecord late)
    {
        try
        {
            _late.Add(late);
        }
        catch (NotSupportedException e)
        {
            _console.WriteError(StreamErrors.LateNotWritten(late, e));
        }
    }

    private void OnProgress(StreamProgress progress)
    {
        TellOfFeedFailure();
        _console.WriteProgress(progress);
    }

    // The stream goes on with the revision it has: whoever runs it should know that later ones will not reach it.
    private void TellOfFeedFailure()
    {
        if (_feedFailureTold || _configuration is not ZkConfigurationFeed { Failure: { } failure } feed)
            return;
        _feedFailureTold = true;
        _console.WriteWarning($"The configuration of '{feed.Job}' is followed no more: {failure.Message}");
    }

    // Whoever knows what came down the pipeline has better advice than to check the spelling.
    private FlinkZkException? Advise(StreamException e) => e.Id == StreamErrorId.MissingProperty && StreamAdvice.OfInput(_first) is { } advice
        ? new(e.Id.ToString(), ErrorCategory.ObjectNotFound, e.Message, advice, e)
        : null;

    private void Finish(StreamSummary summary)
    {
        _console.ClearProgress();
        TellOfFeedFailure();
        _late.Publish();
        if (_asked is { Names: { Count: > 0 } asked })
            _console.WriteWarning($"-Where asks for {Quoted(asked)}, which no record had, so it was null; there are: {There(_asked)}.");
        if (_declared is { Names: { Count: > 0 } declared })
            _console.WriteWarning($"-Schema has a type for {Quoted(declared)}, which no record had; there are: {There(_declared)}.");
        if (summary.Late > 0 && _late.OnlyCounts)
            _console.WriteWarning(string.Create(CultureInfo.InvariantCulture, $"{summary.Late:N0} {(summary.Late == 1 ? "record came too late for its windows and is" : "records came too late for their windows and are")} in no result. -OutOfOrderness or -Lateness wait longer; -LateVariable or -LatePath take such records."));
        _console.WriteSummary(summary);
    }

    private static string Quoted(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"'{name}'"));

    private static string There(UnseenColumns columns) => string.Join(", ", columns.There!.Take(30));
}
