namespace FlinkZk;

/// <summary>Where a Flink job finds its configured values.</summary>
public enum FlinkConfigTarget
{
    /// <summary>Among its program's arguments: --key value.</summary>
    Arguments,

    /// <summary>Among Flink's settings for the job: key: value.</summary>
    Settings,
}
