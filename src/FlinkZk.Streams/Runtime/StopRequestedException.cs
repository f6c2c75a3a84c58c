namespace FlinkZk.Streams.Runtime;

/// <summary>Unwinds the chain when the caller answers a record's error with <see cref="ErrorDecision.Stop"/>; never leaves the job.</summary>
internal sealed class StopRequestedException : Exception;
