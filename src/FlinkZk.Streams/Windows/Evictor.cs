namespace FlinkZk.Streams.Windows;

/// <summary>Removes records from a window that fires, for good.</summary>
/// <param name="afterFiring">Whether it acts after the result was made; else before.</param>
internal abstract class Evictor<T>(bool afterFiring)
{
    /// <summary>Whether the result is made of all records, and eviction shows in the next one only.</summary>
    public bool AfterFiring => afterFiring;

    /// <summary>Removes records; they are in the order in which they came.</summary>
    public abstract void Evict(List<Timestamped<T>> records);
}
