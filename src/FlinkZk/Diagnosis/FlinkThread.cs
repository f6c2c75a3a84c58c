using FlinkZk.Clusters.Diagnosis;

namespace FlinkZk;

/// <summary>A thread of a process of a Flink cluster, as it stood.</summary>
public sealed class FlinkThread : IShown
{
    internal FlinkThread(string process, Clusters.Model.FlinkThread thread)
    {
        (Process, Name) = (process, thread.Name);
        (ThreadId, State, WaitsFor, StackTrace) = ThreadText.Read(thread.Text ?? "");
    }

    /// <summary>The process: jobmanager, or a TaskManager's id.</summary>
    public string Process { get; }

    /// <summary>Its number; null where Java does not say.</summary>
    public long? ThreadId { get; }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Its state by Java's names: RUNNABLE, WAITING, TIMED_WAITING, BLOCKED.</summary>
    public string? State { get; }

    /// <summary>What it waits for; null for nothing.</summary>
    public string? WaitsFor { get; }

    /// <summary>Its stack.</summary>
    public string StackTrace { get; }

    string? IShown.ShownHost => PlainText.Line(Process);

    string? IShown.ShownKey => PlainText.Line(Name);

    string? IShown.ShownReason => PlainText.Line(State);

    string? IShown.ShownPurpose => PlainText.Line(WaitsFor);

    string? IShown.ShownText => PlainText.Lines(StackTrace.Replace("\t", "    ", StringComparison.Ordinal));

    /// <summary>The name and the state.</summary>
    public override string ToString() => PlainText.Line($"{Name}: {State}");
}
