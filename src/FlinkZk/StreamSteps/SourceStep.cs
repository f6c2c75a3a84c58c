using System.Globalization;
using System.Management.Automation;
using FlinkZk.Streams.Connectors;
using FlinkZk.Streams.Graphs;
using FlinkZk.Streams.Records;
using FlinkZk.Streams.Time;

namespace FlinkZk;

/// <summary>A source: files, a block that makes records, or what comes down the pipeline of Start-FlinkStream.</summary>
internal sealed record SourceStep : StreamStep
{
    // Flink's pipeline.auto-watermark-interval.
    private static readonly TimeSpan WatermarkInterval = TimeSpan.FromMilliseconds(200);

    public IReadOnlyList<string>? Path { get; init; }

    public IReadOnlyList<string>? LiteralPath { get; init; }

    public StreamFormat Format { get; init; }

    public string? Pattern { get; init; }

    public char? Delimiter { get; init; }

    public string? Encoding { get; init; }

    public IReadOnlyList<string>? Header { get; init; }

    public ScriptBlock? Generator { get; init; }

    public long? Count { get; init; }

    public IReadOnlyDictionary<string, FieldType>? Schema { get; init; }

    public string? Time { get; init; }

    public string? TimeFormat { get; init; }

    public TimeSpan OutOfOrderness { get; init; }

    public TimeSpan? IdleTimeout { get; init; }

    internal override string Kind => "source";

    internal override string Runs => Generator is null ? "built in" : "script";

    public override string Describe()
    {
        var what = (Path ?? LiteralPath) is { } files ? StepText.OneLine(files)
            : Generator is not null ? string.Create(CultureInfo.InvariantCulture, $"{{{StepText.OneLine(Generator)}}}{(Count is { } count ? $" {count:N0} times" : "")}")
            : "pipeline";
        var late = OutOfOrderness > TimeSpan.Zero ? $", out of order by up to {StepText.Duration(OutOfOrderness)}" : "";
        return Time is null ? what : $"{what}; time {Time}{late}{(IdleTimeout is { } idle ? $", idle after {StepText.Duration(idle)}" : "")}";
    }

    public override void AddTo(StreamBuild build)
    {
        var time = Time is null ? null : new RecordTime(Time) { Format = TimeFormat, Watermarks = Watermarks() };
        if (Schema is not { Count: > 0 })
        {
            build.Graph.AddSource(Name, time);
            AddInput(build, Name);
            return;
        }

        var rows = Name + "-rows";
        build.Graph.AddSource(rows, time).AddFilter(Name, new ColumnLookout(build.Declare(this, Schema.Keys)), rows);
        AddInput(build, rows);
    }

    private void AddInput(StreamBuild build, string source)
    {
        if ((Path ?? LiteralPath) is { } files)
            AddFiles(build, source, Path is not null ? InputFiles.Resolve(build.Cmdlet, files) : [.. files.Select(build.Cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath)]);
        else if (Generator is not null)
            build.Sources.Add(source, MakeGenerator(build, Generator));
        else
            build.AddPipeline(this, new PipelineTypes(Schema));
    }

    private void AddFiles(StreamBuild build, string source, IReadOnlyList<string> files)
    {
        var input = new StreamInput(files)
        {
            Format = Format,
            Pattern = Pattern,
            Delimiter = Delimiter,
            Header = Header,
            Schema = Schema,
            Encoding = Encoding is null ? null : EncodingNames.Find(Encoding),
        };
        build.InputPaths.AddRange(files);
        build.Sources.Add(source, input.Open);
    }

    private Func<RecordSource> MakeGenerator(StreamBuild build, ScriptBlock block)
    {
        var script = build.Script(this, block, "block");
        return () => new GeneratorSource(Name, script, Count);
    }

    private WatermarkStrategy Watermarks()
    {
        var bounded = WatermarkStrategy.ForBoundedOutOfOrderness(OutOfOrderness);
        return IdleTimeout is { } idle ? bounded.WithEmission(WatermarkEmission.Every(WatermarkInterval)).WithIdleness(idle) : bounded;
    }
}
