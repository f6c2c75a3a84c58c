namespace FlinkZk.ServerApp;

/// <summary>How an entry of the log is written.</summary>
internal enum LogFormat
{
    /// <summary>Time, level, event and message, for people.</summary>
    Text,

    /// <summary>A line of JSON, for what collects logs.</summary>
    Json,
}
