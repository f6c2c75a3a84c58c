namespace FlinkZk.Clusters.Model;

/// <summary>Flink's names of a job's states (<c>JobStatus</c>).</summary>
public static class FlinkJobState
{
    /// <summary>All of them, in the order of a job's life.</summary>
    public static IReadOnlyList<string> All { get; } =
        ["INITIALIZING", "CREATED", "RUNNING", "RESTARTING", "FAILING", "CANCELLING", "RECONCILING", "SUSPENDED", "FINISHED", "CANCELED", "FAILED"];

    /// <summary>Whether a job in this state has ended for good. A suspended one has not: the next leader takes it over.</summary>
    public static bool IsTerminal(string? state) => state is "FINISHED" or "CANCELED" or "FAILED";
}
