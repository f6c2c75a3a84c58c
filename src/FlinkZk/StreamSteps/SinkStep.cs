using System.Management.Automation;

namespace FlinkZk;

/// <summary>Where records go: into a file, to a block, or down the pipeline.</summary>
internal sealed record SinkStep : StreamStep
{
    public string? Path { get; init; }

    public StreamFormat Format { get; init; }

    public ScriptBlock? Script { get; init; }

    internal override string Kind => "sink";

    internal override string Runs => Script is null ? "built in" : "script";

    public override string Describe() => Path ?? (Script is null ? "pipeline" : $"{{{StepText.OneLine(Script)}}}");

    public override void AddTo(StreamBuild build)
    {
        string[] from = [.. From];
        if (Path is not null)
            build.Graph.AddSink(Name, build.AddFile(MakeFile(build)), from);
        else if (Script is not null)
            build.Graph.AddSink(Name, new ScriptSink(build.Script(this, Script, "block"), build.Cmdlet.WriteObject), from);
        else
            build.Graph.AddOutput(Name, from);
    }

    private FileSink MakeFile(StreamBuild build)
    {
        var path = RegularFile.FullPath(build.Cmdlet.SessionState, Path!);
        var extension = System.IO.Path.GetExtension(path).ToUpperInvariant();
        return Format switch
        {
            StreamFormat.Csv => new CsvFileSink(path, ','),
            StreamFormat.Json => new JsonFileSink(path),
            StreamFormat.Auto when extension is ".CSV" => new CsvFileSink(path, ','),
            StreamFormat.Auto when extension is ".TSV" => new CsvFileSink(path, '\t'),
            StreamFormat.Auto when extension is ".JSON" or ".JSONL" or ".NDJSON" => new JsonFileSink(path),
            StreamFormat.Auto => throw new FlinkZkException("UnknownFormat", ErrorCategory.InvalidArgument, $"The name '{Path}' does not tell its format.", "Call the file .csv, .tsv or .jsonl, or say -Format Csv or -Format Json."),
            _ => throw new FlinkZkException("UnknownFormat", ErrorCategory.InvalidArgument, $"A sink writes no {Format}.", "Choose -Format Csv or -Format Json."),
        };
    }
}
