using System.Management.Automation;

namespace FlinkZk.Commands;

/// <summary>Adds a sink to a stream: a file, a block, or the pipeline. The next step takes the same records as the sink, and what no sink takes at a stream's end goes down the pipeline.</summary>
[Cmdlet(VerbsCommon.Add, "FlinkSink", DefaultParameterSetName = PipelineSet)]
[OutputType(typeof(FlinkStream))]
public sealed class AddFlinkSinkCommand : StreamMiddleCmdlet
{
    private const string PathSet = "Path";
    private const string ScriptSet = "Script";
    private const string PipelineSet = "Pipeline";

    /// <summary>The file, overwritten when the stream is started: .csv, .tsv, or .jsonl with an object a line.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>How the file is written: Csv or Json; without it by its name.</summary>
    [Parameter(ParameterSetName = PathSet)]
    public StreamFormat Format { get; set; }

    /// <summary>A block that runs for each record, $_; what it puts out goes down the pipeline.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ScriptSet)]
    [ValidateNotNull]
    public ScriptBlock? Script { get; set; }

    /// <summary>Puts the records into the pipeline, also where other steps follow.</summary>
    [Parameter(ParameterSetName = PipelineSet)]
    public SwitchParameter Pipeline { get; set; }

    private protected override FlinkStream Extend(FlinkStream stream) => stream.With(new SinkStep { From = Ends(stream), Path = Path, Format = Format, Script = Script }, Name);
}
