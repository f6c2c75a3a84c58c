using System.Management.Automation;
using FlinkZk.Streams;
using FlinkZk.Streams.Records;
using FlinkZk.Streams.Runtime;

namespace FlinkZk;

/// <summary>Error records of streams: the engine's ids with PowerShell's categories.</summary>
internal sealed class StreamErrors : IErrorTable
{
    public FlinkZkException? Explain(Exception exception) => exception is StreamException failed
        ? new(failed.Id.ToString(), Category(failed.Id), failed.Message, StreamAdvice.Of(failed.Id, failed.RecommendedAction), failed)
        : null;

    /// <summary>The error of one record; its target is the user's own object, or the line's text.</summary>
    public static ErrorRecord ToErrorRecord(RecordError error)
    {
        var known = new FlinkZkException(error.Id.ToString(), Category(error.Id), error.Message, StreamAdvice.Of(error.Id, error.RecommendedAction, error.Property), error.Cause);
        return ErrorMapper.ToErrorRecord(known, error.Target is IRow row ? RowObject.Of(row) : error.Target);
    }

    /// <summary>Text of the pipeline that is not of the type that -Schema declares; as of a file's field.</summary>
    public static RecordError WrongType((string Name, FieldType Type, string Text) wrong, SourcePosition position, PSObject record)
    {
        var message = $"{position}: The field '{wrong.Name}' is not of the declared type {wrong.Type}: '{wrong.Text}'.";
        return new(StreamErrorId.UnparsableValue, message, "", position, record) { Property = wrong.Name };
    }

    /// <summary>A late record for which the file of late records has no form.</summary>
    public static ErrorRecord LateNotWritten(LateRecord late, NotSupportedException cause) => ErrorMapper.ToErrorRecord(
        new FlinkZkException("LateRecordNotWritten", ErrorCategory.InvalidData, $"{late.Position}: The late record is not in the file: {cause.Message}", "-LateVariable takes late records as they are.", cause), RowObject.ToKeep(late.Row));

    private static ErrorCategory Category(StreamErrorId id) => id switch
    {
        StreamErrorId.InvalidPlan or StreamErrorId.InvalidPattern => ErrorCategory.InvalidArgument,
        StreamErrorId.InputNotFound or StreamErrorId.MissingProperty => ErrorCategory.ObjectNotFound,
        StreamErrorId.InputUnreadable => ErrorCategory.ReadError,
        StreamErrorId.RecordTooLarge or StreamErrorId.AggregateOverflow => ErrorCategory.LimitsExceeded,
        StreamErrorId.MatchTimeout => ErrorCategory.OperationTimeout,
        StreamErrorId.InvalidKey or StreamErrorId.InvalidAggregateValue => ErrorCategory.InvalidType,
        StreamErrorId.FilterFailed or StreamErrorId.SelectFailed or StreamErrorId.ProcessFailed or StreamErrorId.UnreadableProperty => ErrorCategory.InvalidOperation,
        // Not ParserError for what cannot be read: PowerShell means its own scripts by that, and shows such an error otherwise than others.
        _ => ErrorCategory.InvalidData,
    };
}
