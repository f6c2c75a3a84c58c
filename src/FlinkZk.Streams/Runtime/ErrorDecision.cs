namespace FlinkZk.Streams.Runtime;

/// <summary>What the caller wants after a record's error.</summary>
public enum ErrorDecision
{
    /// <summary>Leave the record out and go on.</summary>
    Continue,

    /// <summary>End the job here. Open windows do not fire.</summary>
    Stop,
}
