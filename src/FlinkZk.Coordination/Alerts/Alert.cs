namespace FlinkZk.Coordination;

/// <summary>An alert that was raised or cleared.</summary>
/// <param name="Name">The alert.</param>
/// <param name="Edge">Whether it was raised or cleared.</param>
/// <param name="Time">When, by the clock of whoever watched.</param>
/// <param name="Number">It grows by one with each edge of this alert: by name and number a receiver knows one that is told again after a crash.</param>
/// <param name="Message">What was seen.</param>
/// <param name="Rule">What is watched for; null where it was removed meanwhile.</param>
public sealed record Alert(string Name, ConditionEdge Edge, DateTimeOffset Time, long Number, string Message, AlertRule? Rule);
