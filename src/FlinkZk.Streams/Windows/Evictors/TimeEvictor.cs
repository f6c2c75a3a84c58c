namespace FlinkZk.Streams.Windows;

/// <summary>Keeps the records whose time is less than the length before the greatest one. Records without time stay.</summary>
/// <param name="length">In milliseconds.</param>
/// <param name="afterFiring">Whether it acts after the result was made.</param>
internal sealed class TimeEvictor<T>(long length, bool afterFiring = false) : Evictor<T>(afterFiring)
{
    public override void Evict(List<Timestamped<T>> records)
    {
        if (records.Count == 0 || records[0].Timestamp == long.MinValue)
            return;
        var cutoff = records.Max(record => record.Timestamp) - length;
        records.RemoveAll(record => record.Timestamp <= cutoff);
    }
}
