using System.Management.Automation;
using FlinkZk.Cmdlets;
using FlinkZk.Streams.Connectors;
using FlinkZk.Streams.Graphs;

namespace FlinkZk;

/// <summary>A stream's definition on its way to a job: the graph, and what it needs around it.</summary>
/// <param name="cmdlet">The cmdlet that runs it.</param>
/// <param name="isShortForm">Whether the definition was made of the cmdlet's own parameters: then messages name these.</param>
/// <param name="isRevisioned">Whether a configuration is followed.</param>
internal sealed class StreamBuild(FlinkZkCmdlet cmdlet, bool isShortForm, bool isRevisioned) : IDisposable
{
    private readonly List<FileSink> _files = [];

    public FlinkZkCmdlet Cmdlet => cmdlet;

    public bool IsRevisioned => isRevisioned;

    public StreamGraph Graph { get; } = new();

    /// <summary>Opens the sources that are pulled, by their names in the graph.</summary>
    public Dictionary<string, Func<RecordSource>> Sources { get; } = new(StringComparer.Ordinal);

    /// <summary>The files that are read.</summary>
    public List<string> InputPaths { get; } = [];

    /// <summary>What windows look like, by step.</summary>
    public Dictionary<string, WindowShape> Windows { get; } = new(StringComparer.Ordinal);

    /// <summary>The types of what comes down the pipeline; null where nothing does.</summary>
    public PipelineTypes? Pipeline { get; private set; }

    /// <summary>Whether a step keeps records: then they are read when they come, because whoever piped one may change it.</summary>
    public bool KeepsRows { get; private set; }

    public List<RecordScript> Scripts { get; } = [];

    /// <summary>Columns that no record has had so far, and who asks for them.</summary>
    public List<(UnseenColumns Columns, string Words)> Asked { get; } = [];

    /// <exception cref="FlinkZkException">The definition cannot be run.</exception>
    public static StreamBuild Of(FlinkStream stream, FlinkZkCmdlet cmdlet, bool isShortForm, bool isRevisioned)
    {
        var build = new StreamBuild(cmdlet, isShortForm, isRevisioned);
        foreach (var step in stream.All)
            step.AddTo(build);
        string[] open = [.. stream.OpenEnds];
        if (open.Length > 0)
            build.Graph.AddOutput(stream.FreeName("pipeline"), open);
        return build;
    }

    /// <summary>A block that runs for each record.</summary>
    /// <param name="step">Whose it is.</param>
    /// <param name="block">The block.</param>
    /// <param name="what">What it is, for errors.</param>
    /// <param name="variables">What the step itself sets beside $_ and $config.</param>
    public RecordScript Script(StreamStep step, ScriptBlock block, string what, IReadOnlyList<string>? variables = null)
    {
        var script = TimerScript(step, block, variables, what);
        if (step is not SourceStep)
            Asked.Add((script.Columns, $"{script.Owner} asks for {{0}}, which no record had, so it was null; there are: {{1}}."));
        return script;
    }

    /// <summary>A block that runs for no record.</summary>
    public RecordScript TimerScript(StreamStep step, ScriptBlock block, IReadOnlyList<string>? variables, string what = "block")
    {
        var script = new RecordScript(block, isShortForm ? "-Where" : $"The {step.Kind} '{step.Name}'", what) { OwnVariables = variables ?? [] };
        Scripts.Add(script);
        return script;
    }

    public UnseenColumns Declare(SourceStep step, IEnumerable<string> columns) =>
        Ask(columns, $"{(isShortForm ? "-Schema" : $"The schema of '{step.Name}'")} has a type for {{0}}, which no record had; there are: {{1}}.");

    public UnseenColumns Ask(StreamStep step, IEnumerable<string> columns) => Ask(columns, $"The {step.Kind} '{step.Name}' takes over {{0}}, which no record had, so it is null; there are: {{1}}.");

    /// <exception cref="FlinkZkException">There is one already.</exception>
    public void AddPipeline(SourceStep step, PipelineTypes types)
    {
        if (Pipeline is not null)
            throw new FlinkZkException("InvalidPlan", ErrorCategory.InvalidArgument, $"The source '{step.Name}' is the second one that takes what comes down the pipeline, and there is one pipeline.", "Let one of them read files, or make its records with -Generator.");
        Pipeline = types;
    }

    public FileSink AddFile(FileSink file)
    {
        if (_files.Find(other => other.Path == file.Path) is not null)
            throw new FlinkZkException("InvalidPlan", ErrorCategory.InvalidArgument, $"Two sinks write '{file.Path}'.", "Give each a file of its own, or bring their records together before one sink.");
        _files.Add(file);
        return file;
    }

    /// <summary>Makes the files of the sinks, once nothing is wrong with the rest.</summary>
    /// <exception cref="FlinkZkException">One is read by the stream itself.</exception>
    public void OpenFiles()
    {
        foreach (var file in _files)
            LateFile.CheckInputs(file.Path, InputPaths, "The sink's file");
        _files.ForEach(file => file.Open());
    }

    public void KeepRows() => KeepsRows = true;

    public void Warn(string text) => cmdlet.WriteWarning(text);

    public void Dispose() => _files.ForEach(file => file.Dispose());

    private UnseenColumns Ask(IEnumerable<string> columns, string words)
    {
        var unseen = new UnseenColumns(columns);
        Asked.Add((unseen, words));
        return unseen;
    }
}
