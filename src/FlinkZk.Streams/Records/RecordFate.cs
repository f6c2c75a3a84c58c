namespace FlinkZk.Streams.Records;

/// <summary>What has become of a record on its way through the operators.</summary>
internal enum RecordFate : byte
{
    /// <summary>It goes on.</summary>
    Live,

    /// <summary>A filter left it out; it still moves time.</summary>
    Filtered,

    /// <summary>It cannot be used; its error says why.</summary>
    Failed,
}
