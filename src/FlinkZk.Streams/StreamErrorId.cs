namespace FlinkZk.Streams;

/// <summary>What can be wrong with a record, an input or a plan. The names are stable: scripts may test for them.</summary>
public enum StreamErrorId
{
    /// <summary>The plan contradicts itself or lacks something.</summary>
    InvalidPlan,

    /// <summary>A path or a pattern names no file.</summary>
    InputNotFound,

    /// <summary>A file cannot be opened or read.</summary>
    InputUnreadable,

    /// <summary>A file's header cannot be used.</summary>
    InvalidHeader,

    /// <summary>A regular expression cannot be used.</summary>
    InvalidPattern,

    /// <summary>A line is not what its format asks for.</summary>
    UnparsableRecord,

    /// <summary>A record is longer, or has more fields, than the limits allow.</summary>
    RecordTooLarge,

    /// <summary>A line does not match the regular expression.</summary>
    NoMatch,

    /// <summary>The regular expression took too long on a line.</summary>
    MatchTimeout,

    /// <summary>A value is not of the type that the schema declares.</summary>
    UnparsableValue,

    /// <summary>A record lacks a property that the plan names.</summary>
    MissingProperty,

    /// <summary>A record's time is null.</summary>
    MissingTimestamp,

    /// <summary>A record's time cannot be understood, or lies outside the years 1 to 9999.</summary>
    InvalidTimestamp,

    /// <summary>A record's key is null.</summary>
    NullKey,

    /// <summary>A record's key is of a type that cannot be a key.</summary>
    InvalidKey,

    /// <summary>A value cannot be aggregated as the plan asks.</summary>
    InvalidAggregateValue,

    /// <summary>A sum left the range of its type: its window has no result.</summary>
    AggregateOverflow,

    /// <summary>The filter failed on a record.</summary>
    FilterFailed,

    /// <summary>The projection failed on a record.</summary>
    SelectFailed,

    /// <summary>A record has a property that cannot be read.</summary>
    UnreadableProperty,

    /// <summary>A source failed to make a record.</summary>
    SourceFailed,

    /// <summary>A sink failed on a record.</summary>
    SinkFailed,

    /// <summary>What is done with the records of a key failed on a record, or on a timer.</summary>
    ProcessFailed,
}
