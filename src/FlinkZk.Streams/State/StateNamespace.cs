namespace FlinkZk.Streams.State;

/// <summary>What a key's state belongs to beside the key: a window by its start and end, or <see cref="None"/>.</summary>
/// <param name="First">The window's start.</param>
/// <param name="Second">The window's end.</param>
internal readonly record struct StateNamespace(long First, long Second) : IComparable<StateNamespace>
{
    /// <summary>State of the key as a whole (Flink's <c>VoidNamespace</c>).</summary>
    public static readonly StateNamespace None;

    public int CompareTo(StateNamespace other) => First != other.First ? First.CompareTo(other.First) : Second.CompareTo(other.Second);
}
