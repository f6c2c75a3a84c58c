namespace FlinkZk;

/// <summary>How a session of a Flink SQL gateway is.</summary>
public enum FlinkSqlSessionState
{
    /// <summary>It can be used.</summary>
    Open,

    /// <summary>The gateway does not know it any more.</summary>
    Lost,

    /// <summary>It was closed here.</summary>
    Closed,
}
