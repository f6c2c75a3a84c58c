using System.Collections;
using System.Management.Automation;
using System.Text;

namespace FlinkZk.Commands;

/// <summary>Adds a source to a stream: files, a block that makes records, what comes down the pipeline of Start-FlinkStream, or another stream. Records of several sources come together.</summary>
[Cmdlet(VerbsCommon.Add, "FlinkSource", DefaultParameterSetName = PathSet)]
[OutputType(typeof(FlinkStream))]
public sealed class AddFlinkSourceCommand : StreamStepCmdlet
{
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";
    private const string GeneratorSet = "Generator";
    private const string PipelineSet = "Pipeline";
    private const string OtherSet = "Other";

    /// <summary>Files, wildcards allowed; read one after the other in ordinal order of their paths. They are looked for when the stream is started.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>Files by their very names: no character in them is a wildcard.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet)]
    [ValidateNotNullOrEmpty]
    public string[]? LiteralPath { get; set; }

    /// <summary>A block that makes records: it is called with 0, 1, 2 ... as $_, and each object that it puts out is one.</summary>
    [Parameter(Mandatory = true, ParameterSetName = GeneratorSet)]
    [ValidateNotNull]
    public ScriptBlock? Generator { get; set; }

    /// <summary>How often the block is called; without it until the stream is stopped.</summary>
    [Parameter(ParameterSetName = GeneratorSet)]
    [ValidateRange(1, long.MaxValue)]
    public long Count { get; set; }

    /// <summary>Takes what is piped to Start-FlinkStream -Stream.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PipelineSet)]
    public SwitchParameter Pipeline { get; set; }

    /// <summary>Another stream, whose records come together with those of this one. Steps that both have grown out of are there once.</summary>
    [Parameter(Mandatory = true, ParameterSetName = OtherSet)]
    [ValidateNotNull]
    public FlinkStream? Other { get; set; }

    /// <summary>How the files are read; without it by their names.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    public StreamFormat Format { get; set; }

    /// <summary>A regular expression that takes lines of text apart: its named groups are the properties.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    [ValidateNotNullOrEmpty]
    public string? Pattern { get; set; }

    /// <summary>What stands between two fields of a CSV file; without it a comma, in .tsv files a tabulator.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    public char Delimiter { get; set; }

    /// <summary>How the text of the files is encoded, by the names that Get-Content takes, or those of .NET; without it UTF-8, or what a byte order mark says. What is compressed by gzip is unpacked.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    [EncodingTransformation]
    [ArgumentCompleter(typeof(EncodingCompleter))]
    [ValidateNotNull]
    public Encoding? Encoding { get; set; }

    /// <summary>The columns' names of a CSV file that has no header.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    [ValidateNotNullOrEmpty]
    public string[]? Header { get; set; }

    /// <summary>Types by property: Text, Int64, Double, Decimal, Boolean, DateTime. A value that is not of its type is an error.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    [Parameter(ParameterSetName = PipelineSet)]
    public IDictionary? Schema { get; set; }

    /// <summary>The property that holds a record's time.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    [Parameter(ParameterSetName = GeneratorSet)]
    [Parameter(ParameterSetName = PipelineSet)]
    [ArgumentCompleter(typeof(StreamColumnCompleter))]
    [ColumnArgument]
    [ValidateNotNullOrEmpty]
    public string? Time { get; set; }

    /// <summary>The .NET format of times that are neither ISO 8601 nor epoch milliseconds.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    [Parameter(ParameterSetName = GeneratorSet)]
    [Parameter(ParameterSetName = PipelineSet)]
    [ValidateNotNullOrEmpty]
    public string? TimeFormat { get; set; }

    /// <summary>How much earlier than the latest time seen a record may be without being late.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    [Parameter(ParameterSetName = GeneratorSet)]
    [Parameter(ParameterSetName = PipelineSet)]
    public Duration OutOfOrderness { get; set; }

    /// <summary>After which silence the source no longer holds up the time of others. Watermarks then come by the clock, every 200 ms.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    [Parameter(ParameterSetName = GeneratorSet)]
    [Parameter(ParameterSetName = PipelineSet)]
    [OptionalDuration]
    public Duration? IdleTimeout { get; set; }

    private protected override FlinkStream Extend(FlinkStream stream)
    {
        if (Other is not null)
        {
            if (Name is not null)
                throw FlinkStream.Wrong("-Name does not go with another stream, whose steps have names.", "Leave it out.");
            var merged = stream.Merge(Other, out var ends);
            return merged.EndingAt([.. stream.Ends.Union(ends, StringComparer.Ordinal)]);
        }

        if (Time is null && new[] { nameof(TimeFormat), nameof(OutOfOrderness), nameof(IdleTimeout) }.FirstOrDefault(MyInvocation.BoundParameters.ContainsKey) is { } superfluous)
            throw FlinkStream.Wrong($"-{superfluous} is about the times of records, and no property holds them.", "Name it: -Time At.");
        return stream.With(new SourceStep
        {
            Path = ParameterSetName == PathSet ? Path : null,
            LiteralPath = LiteralPath,
            Format = Format,
            Pattern = Pattern,
            Delimiter = MyInvocation.BoundParameters.ContainsKey(nameof(Delimiter)) ? Delimiter : null,
            Header = Header,
            Encoding = Encoding?.WebName,
            Generator = Generator,
            Count = MyInvocation.BoundParameters.ContainsKey(nameof(Count)) ? Count : null,
            Schema = SchemaParameter.Parse(Schema),
            Time = Time,
            TimeFormat = TimeFormat,
            OutOfOrderness = OutOfOrderness,
            IdleTimeout = IdleTimeout is { Value: { } idle } && idle > TimeSpan.Zero ? idle : null,
        }, Name);
    }
}
