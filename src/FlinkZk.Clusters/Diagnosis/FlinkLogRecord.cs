namespace FlinkZk.Clusters.Diagnosis;

/// <summary>What a process of Flink logged at once, with the lines behind that belong to it, such as a stack.</summary>
/// <param name="Time">When, by the clock and in the zone of the process; null where the line does not begin as Flink's own configuration writes it.</param>
/// <param name="Level">INFO, WARN and so on; null as the time.</param>
/// <param name="Logger">The class; null as the time.</param>
/// <param name="Message">What it said; a line without a time as it is.</param>
public sealed record FlinkLogRecord(DateTime? Time, string? Level, string? Logger, string Message);
