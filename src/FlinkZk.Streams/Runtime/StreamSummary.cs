namespace FlinkZk.Streams.Runtime;

/// <summary>What a job has done so far, or in all.</summary>
/// <param name="Status">The job's state.</param>
/// <param name="In">Records read, those with errors included.</param>
/// <param name="Out">Results (or, without windows, records) put out.</param>
/// <param name="Late">Records that came too late for all their windows.</param>
/// <param name="Skipped">Records left out because of an error.</param>
/// <param name="Filtered">Records that the filter left out.</param>
/// <param name="Revision">The configuration's revision that held last.</param>
/// <param name="Elapsed">Time since the first record.</param>
public sealed record StreamSummary(JobStatus Status, long In, long Out, long Late, long Skipped, long Filtered, long Revision, TimeSpan Elapsed);
