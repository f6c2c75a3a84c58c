namespace FlinkZk.Streams.Runtime;

/// <summary>Which of the two operators works on the windows of a plan.</summary>
internal static class WindowPath
{
    /// <summary>Why the operator that is the rule has to do it; null where the fast one can.</summary>
    public static string? WhyByRule(WindowPlan plan) =>
        plan.ByRule ? "it was asked for"
        : plan.EmitEvery is not null ? "windows give early results"
        : plan.Trigger is not null ? "windows have a trigger of their own"
        : plan.Keep is not null ? "windows let records go"
        : plan.Window.IsMerging ? "sessions merge"
        : plan.Window.Spans is null ? "windows do not lie fast in event time"
        : null;
}
