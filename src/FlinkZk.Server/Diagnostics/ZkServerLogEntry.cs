namespace FlinkZk.Server.Diagnostics;

/// <summary>One thing that happened on a server. It holds no secret.</summary>
/// <param name="Time">When, by the server's clock.</param>
/// <param name="Level">How much it matters.</param>
/// <param name="Event">What, as one of <see cref="ZkServerLogEvents"/>: stable, so that one can filter by it.</param>
/// <param name="Message">What, where and with which figures, as a sentence.</param>
/// <param name="Exception">What caused it, if it was an error.</param>
public sealed record ZkServerLogEntry(DateTimeOffset Time, ZkServerLogLevel Level, string Event, string Message, Exception? Exception = null);
