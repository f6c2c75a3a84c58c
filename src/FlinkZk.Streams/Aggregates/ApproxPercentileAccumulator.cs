using FlinkZk.Streams.State;

namespace FlinkZk.Streams.Aggregates;

/// <summary>
/// A percentile by t-digest (Dunning, "Computing extremely accurate quantiles using t-digests"): numbers near each other become one centroid, the fewer the nearer they are to an end.
/// New numbers wait in a buffer until it is full; then they are sorted and merged with the centroids in one pass.
/// </summary>
/// <param name="percentage">0 to 100.</param>
internal sealed class ApproxPercentileAccumulator(double percentage) : Accumulator
{
    /// <summary>About so many centroids; the error in the middle is about 1 / this of the ranks.</summary>
    private const double Compression = 200;

    private const int Buffered = 1000;

    private readonly List<(double Mean, double Weight)> _buffer = [];
    private List<(double Mean, double Weight)> _centroids = [];
    private double _min = double.PositiveInfinity;
    private double _max = double.NegativeInfinity;

    public override object? Result
    {
        get
        {
            var centroids = Merged();
            return centroids.Count == 0 ? null : Quantile(centroids, percentage / 100);
        }
    }

    public override void Add(object value)
    {
        var number = Number.ToDouble(value);
        (_min, _max) = (Math.Min(_min, number), Math.Max(_max, number));
        Add((number, 1));
    }

    public override void Merge(Accumulator other)
    {
        var added = (ApproxPercentileAccumulator)other;
        (_min, _max) = (Math.Min(_min, added._min), Math.Max(_max, added._max));
        added._centroids.ForEach(Add);
        added._buffer.ForEach(Add);
    }

    // With the buffer as it is: to be written must not change what comes out in the end.
    public override void Write(StateWriter writer)
    {
        writer.Write(_min);
        writer.Write(_max);
        foreach (var list in new[] { _centroids, _buffer })
        {
            writer.Write(list.Count);
            foreach (var (mean, weight) in list)
            {
                writer.Write(mean);
                writer.Write(weight);
            }
        }
    }

    public override void Read(StateReader reader)
    {
        (_min, _max) = (reader.ReadDouble(), reader.ReadDouble());
        foreach (var list in new[] { _centroids, _buffer })
        {
            for (var count = reader.ReadInt32(); count > 0; count--)
                list.Add((reader.ReadDouble(), reader.ReadDouble()));
        }
    }

    private void Add((double Mean, double Weight) centroid)
    {
        _buffer.Add(centroid);
        if (_buffer.Count < Buffered)
            return;
        _centroids = Merged();
        _buffer.Clear();
    }

    /// <summary>Centroids and buffer in one: neighbours become one centroid while it takes up at most 1 of the scale k(q).</summary>
    private List<(double Mean, double Weight)> Merged()
    {
        if (_buffer.Count == 0)
            return _centroids;
        var all = _centroids.Concat(_buffer).OrderBy(centroid => centroid.Mean).ToList();
        var total = all.Sum(centroid => centroid.Weight);
        var merged = new List<(double Mean, double Weight)>();
        var (mean, weight, before) = (all[0].Mean, all[0].Weight, 0.0);
        foreach (var next in all.Skip(1))
        {
            if (Scale((before + weight + next.Weight) / total) - Scale(before / total) <= 1)
            {
                weight += next.Weight;
                mean += (next.Mean - mean) * next.Weight / weight;
            }
            else
            {
                merged.Add((mean, weight));
                before += weight;
                (mean, weight) = next;
            }
        }

        merged.Add((mean, weight));
        return merged;
    }

    // k1 of the paper: steep at both ends, so that centroids there are small.
    private static double Scale(double q) => Compression / (2 * Math.PI) * Math.Asin(2 * Math.Clamp(q, 0, 1) - 1);

    /// <summary>A centroid stands for the middle of its ranks; between two middles it is interpolated, and beyond the outer ones up to the smallest and the greatest number.</summary>
    private double Quantile(List<(double Mean, double Weight)> centroids, double q)
    {
        var rank = q * (centroids.Sum(centroid => centroid.Weight) - 1);
        var (lastRank, lastMean, before) = (0.0, _min, 0.0);
        foreach (var (mean, weight) in centroids)
        {
            var middle = before + (weight - 1) / 2;
            if (rank <= middle)
                return middle == lastRank ? mean : lastMean + (rank - lastRank) / (middle - lastRank) * (mean - lastMean);
            (lastRank, lastMean, before) = (middle, mean, before + weight);
        }

        return before - 1 == lastRank ? _max : lastMean + (rank - lastRank) / (before - 1 - lastRank) * (_max - lastMean);
    }
}
