namespace FlinkZk.Streams.Windows;

/// <summary>Keeps the last n records.</summary>
/// <param name="count">n.</param>
/// <param name="afterFiring">Whether it acts after the result was made.</param>
internal sealed class CountEvictor<T>(int count, bool afterFiring = false) : Evictor<T>(afterFiring)
{
    public override void Evict(List<Timestamped<T>> records)
    {
        if (records.Count > count)
            records.RemoveRange(0, records.Count - count);
    }
}
