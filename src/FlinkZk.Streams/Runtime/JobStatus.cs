namespace FlinkZk.Streams.Runtime;

/// <summary>A job's state, under Flink's names.</summary>
public enum JobStatus
{
    /// <summary>Nothing has been read yet.</summary>
    Created,

    /// <summary>Records flow.</summary>
    Running,

    /// <summary>The input ended and every window has fired.</summary>
    Finished,

    /// <summary>The caller ended it: by cancellation, or after a record's error.</summary>
    Canceled,

    /// <summary>An exception ended it.</summary>
    Failed,
}
