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
    private readonly StreamBuild _build;
    private readonly StreamConsole _console;
    private readonly LateOutput _late;
    private readonly IConfigurationFeed? _configuration;
    private readonly StreamJob _job;
    private readonly Dictionary<string, RecordSource> _sources = new(StringComparer.Ordinal);
    private bool _feedFailureTold;
    private long _untaken;
    private PSObject? _first;

    /// <param name="build">What the job is made of. The run disposes it.</param>
    /// <param name="configuration">Where $config comes from. The run disposes it.</param>
    /// <param name="late">Where late records go. The run disposes it.</param>
    /// <param name="console">Where everything else goes.</param>
    public StreamRun(StreamBuild build, IConfigurationFeed? configuration, LateOutput late, StreamConsole console)
    {
        (_build, _configuration, _late, _console) = (build, configuration, late, console);
        // Record by record: what is piped is read when it is piped (a caller may use one hashtable for all), and a result comes as soon as it is due. A file gives whole batches.
        _job = new StreamJob(build.Graph, new StreamOutputs { Result = console.WriteResult, Record = console.WriteRecord, Late = TakeLate, Error = console.WriteError, Progress = OnProgress }, configuration,
            batchSize: build.Pipeline is null ? RecordBatch.DefaultCapacity : 1);
    }

    /// <summary>Whether records of the pipeline are taken.</summary>
    public bool TakesPipeline => _build.Pipeline is not null;

    /// <summary>Begins to take records of the pipeline.</summary>
    /// <param name="stop">Ends reads of other sources beside it.</param>
    public void Begin(CancellationToken stop)
    {
        OpenSources();
        _job.Begin(_sources, stop);
    }

    /// <summary>Takes a record of the pipeline.</summary>
    public void Push(PSObject record)
    {
        _first ??= record;
        var types = _build.Pipeline!;
        try
        {
            var row = new PipelineRow(record, types);
            if (types.FindWrong(row) is { } wrong)
                PushWrong(record, wrong);
            else if (_build.KeepsRows)
                PushRead(row);
            else
                _job.Push(row);
        }
        catch (StreamException e) when (Advise(e) is { } better)
        {
            throw better;
        }
    }

    private void PushRead(PipelineRow row)
    {
        Row read;
        try
        {
            read = ReadRow.Of(row);
        }
        catch (RecordException e)
        {
            _job.PushError(position => new(StreamErrorId.UnreadableProperty, $"{position}: {e.Message}", "", position, row) { Cause = e });
            return;
        }

        _job.Push(read);
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

    /// <summary>Reads all sources to their ends.</summary>
    public void Run(CancellationToken stop)
    {
        OpenSources();
        Finish(_job.Run(_sources, stop));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _job.Cancel();
        foreach (var source in _sources.Values)
            source.Dispose();
        _build.Dispose();
        _late.Dispose();
        if (_configuration is IAsyncDisposable feed)
            Task.Run(() => feed.DisposeAsync().AsTask()).Wait();
    }

    private void OpenSources()
    {
        foreach (var (name, open) in _build.Sources)
            _sources.Add(name, open());
    }

    // One that cannot be written is its own error: the others go on.
    private void TakeLate(LateRecord late)
    {
        _untaken++;
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
        foreach (var (columns, words) in _build.Asked.Where(asked => asked.Columns.Names.Count > 0))
            _console.WriteWarning(string.Format(CultureInfo.InvariantCulture, words, Quoted(columns.Names), string.Join(", ", columns.There!.Take(30))));
        if (_untaken > 0 && _late.OnlyCounts)
            _console.WriteWarning(string.Create(CultureInfo.InvariantCulture, $"{_untaken:N0} {(_untaken == 1 ? "record came too late for its windows and is" : "records came too late for their windows and are")} in no result. -OutOfOrderness or -Lateness wait longer; -LateVariable or -LatePath take such records."));
        _console.WriteSummary(summary);
    }

    private static string Quoted(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"'{name}'"));
}
