using FlinkZk.Streams.State;

namespace FlinkZk.Streams.Aggregates;

/// <summary>A percentile of all numbers, which it holds; between two of them it interpolates (SQL's <c>PERCENTILE_CONT</c>).</summary>
/// <param name="percentage">0 to 100.</param>
internal sealed class PercentileAccumulator(double percentage) : Accumulator
{
    private readonly List<double> _numbers = [];
    private bool _sorted = true;

    public override object? Result
    {
        get
        {
            if (_numbers.Count == 0)
                return null;
            Sort();
            var place = percentage / 100 * (_numbers.Count - 1);
            var below = (int)Math.Floor(place);
            var above = Math.Min(below + 1, _numbers.Count - 1);
            return place == below ? _numbers[below] : _numbers[below] + (place - below) * (_numbers[above] - _numbers[below]);
        }
    }

    public override void Add(object value)
    {
        _numbers.Add(Number.ToDouble(value));
        _sorted = false;
    }

    public override void Merge(Accumulator other)
    {
        _numbers.AddRange(((PercentileAccumulator)other)._numbers);
        _sorted = false;
    }

    public override void Write(StateWriter writer)
    {
        Sort();
        writer.Write(_numbers.Count);
        foreach (var number in _numbers)
            writer.Write(number);
    }

    public override void Read(StateReader reader)
    {
        for (var count = reader.ReadInt32(); count > 0; count--)
            _numbers.Add(reader.ReadDouble());
    }

    private void Sort()
    {
        if (!_sorted)
            _numbers.Sort();
        _sorted = true;
    }
}
