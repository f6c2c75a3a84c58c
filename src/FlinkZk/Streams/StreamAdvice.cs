using System.Management.Automation;
using System.Management.Automation.Language;
using FlinkZk.Streams;

namespace FlinkZk;

/// <summary>What to do about an error of a stream, in the words of the cmdlet: the engine knows plans and schemas, whoever types knows parameters.</summary>
internal static class StreamAdvice
{
    /// <param name="id">The error.</param>
    /// <param name="engines">What the engine recommends, for errors about which the cmdlet knows nothing better.</param>
    /// <param name="property">The property that it is about, where it is about one.</param>
    public static string Of(StreamErrorId id, string engines, string? property = null) => id switch
    {
        StreamErrorId.InvalidPlan when engines.Contains("window", StringComparison.Ordinal) =>
            "Windows are given by -Time At -Window 1h, or by -Time At -SessionGap 30m; without them leave -Time, -TimeFormat, -Key, -OutOfOrderness, -Lateness and -Aggregate out.",
        StreamErrorId.InvalidPlan when engines.Contains("property", StringComparison.Ordinal) => "Name the property that holds it: -Time At.",
        StreamErrorId.InvalidHeader or StreamErrorId.MissingProperty when engines.Contains("delimiter", StringComparison.Ordinal) => "Where something else than a comma separates the columns, name it: -Delimiter ';'.",
        StreamErrorId.InvalidHeader => "Give each column a name of its own in the file, or the names here: -Header At, Region, Amount.",
        StreamErrorId.InvalidPattern => "Correct the expression; its named groups are the properties: -Pattern '^(?<At>\\S+) (?<Message>.*)$'.",
        StreamErrorId.NoMatch => "Correct -Pattern, or make it fit such lines too; -ErrorAction SilentlyContinue leaves them out without a word.",
        StreamErrorId.UnparsableValue => $"Correct the value, or say what the column holds: {Schema(property, "Text")}.",
        StreamErrorId.MissingProperty => "Check the spelling; Tab completes the names behind -Time, -Key and -Aggregate.",
        StreamErrorId.MissingTimestamp => "Every record of a stream with windows needs a time. Name another property, for example -Time CreatedAt, or repair the input.",
        StreamErrorId.InvalidTimestamp => engines.Replace("give a time format for others.", "others need their format: -TimeFormat 'dd.MM.yyyy HH:mm:ss'.", StringComparison.Ordinal)
            .Replace("leave it out", "leave -TimeFormat out", StringComparison.Ordinal),
        StreamErrorId.NullKey => "Leave such records out, for example -Where { $null -ne $_.Region }, or give the property a value.",
        StreamErrorId.InvalidKey => "A key is text, a number, a Boolean, a time, an enum or a Guid. Make one before the stream: ... | Select-Object *, @{ n = 'Region'; e = { $_.Place.Region } } | Start-FlinkStream -Key Region.",
        StreamErrorId.InvalidAggregateValue => $"Say what the property holds, for example {Schema(property, "Double")}, or leave such records out with -Where.",
        StreamErrorId.AggregateOverflow => "Sum in another type: -Schema @{ Amount = 'Decimal' }, or 'Double'; or in smaller windows.",
        StreamErrorId.UnparsableRecord when engines.Contains("encoding", StringComparison.Ordinal) => "Name the encoding that the file has: -Encoding latin1, or 1252; or save it as UTF-8.",
        StreamErrorId.UnreadableProperty => "Make plain values before the stream: ... | Select-Object Time, Region | Start-FlinkStream.",
        StreamErrorId.FilterFailed => "Correct -Where; $_ is the record, $config the configuration: -Where { $_.Amount -gt $config.threshold }.",
        _ => engines,
    };

    /// <summary>What to do where no record has a property, if what comes down the pipeline is no record at all.</summary>
    public static string? OfInput(PSObject? first) => first?.BaseObject switch
    {
        string => "What comes down the pipeline is text. Start-FlinkStream -Path FILE reads files by itself; or make objects of the text: ... | ConvertFrom-Csv | Start-FlinkStream, or ConvertFrom-Json.",
        FileSystemInfo => "What comes down the pipeline are files, not what is in them. Name them: Start-FlinkStream -Path *.csv; or read them before: ... | Import-Csv | Start-FlinkStream.",
        _ => null,
    };

    private static string Schema(string? property, string type) => $"-Schema @{{ {(property is null ? "Amount" : NeedsQuotes(property) ? $"'{CodeGeneration.EscapeSingleQuotedStringContent(property)}'" : property)} = '{type}' }}";

    private static bool NeedsQuotes(string name) => name.Length == 0 || !char.IsLetter(name[0]) || !name.All(c => char.IsLetterOrDigit(c) || c == '_');
}
