namespace FlinkZk.Streams.Windows;

/// <summary>Keeps the records whose number is nearer than the threshold to that of the last one.</summary>
/// <param name="threshold">The distance from which on a record goes.</param>
/// <param name="number">A record's number.</param>
/// <param name="afterFiring">Whether it acts after the result was made.</param>
internal sealed class DeltaEvictor<T>(double threshold, Func<T, double> number, bool afterFiring = false) : Evictor<T>(afterFiring)
{
    public override void Evict(List<Timestamped<T>> records)
    {
        if (records.Count == 0)
            return;
        var last = number(records[^1].Value);
        records.RemoveAll(record => Math.Abs(number(record.Value) - last) >= threshold);
    }
}
