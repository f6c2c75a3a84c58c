namespace FlinkZk;

/// <summary>How a file that was planned stands to what was there.</summary>
public enum DeploymentFileState
{
    /// <summary>It was not there.</summary>
    New,

    /// <summary>It was there as it is.</summary>
    Same,

    /// <summary>It was there with other lines.</summary>
    Changed,
}
