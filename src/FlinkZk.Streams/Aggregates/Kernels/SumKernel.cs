using FlinkZk.Streams.Records;

namespace FlinkZk.Streams.Aggregates;

/// <summary>Sums. Those in Int64 and in Decimal lie side by side; a key whose sum is a Double, or has left its range, has an accumulator.</summary>
internal sealed class SumKernel(Func<Accumulator> create) : AggregateKernel
{
    private long[] _sums = [];
    private State[] _states = [];
    private decimal[] _decimals = [];
    private Dictionary<int, Accumulator>? _others;

    private enum State : byte
    {
        Empty,
        Int64,
        Decimal,
        Other,
    }

    public override void Reserve(int count)
    {
        if (count <= _sums.Length)
            return;
        Array.Resize(ref _sums, Length(_sums.Length, count));
        Array.Resize(ref _states, _sums.Length);
    }

    public override void Add(ReadOnlySpan<int> ids, ReadOnlySpan<int> records, ValueVector values)
    {
        for (var i = 0; i < ids.Length; i++)
        {
            var record = records[i];
            if (values.Of == ValueVector.Kind.Int64)
            {
                if (values.Present[record])
                    Add(ids[i], values.Numbers[record]);
                continue;
            }

            switch (values.Value(record))
            {
                case null:
                    break;
                case long number:
                    Add(ids[i], number);
                    break;
                case decimal exact:
                    Add(ids[i], exact);
                    break;
                case var value:
                    Other(ids[i]).Add(value);
                    break;
            }
        }
    }

    public override object? Result(int id) => _states[id] switch
    {
        State.Empty => null,
        State.Int64 => FieldConverter.Box(_sums[id]),
        State.Decimal => _decimals[id],
        _ => _others![id].Result,
    };

    public override Accumulator ToAccumulator(int id)
    {
        if (_states[id] == State.Other)
            return _others![id];
        var accumulator = create();
        if (Result(id) is { } sum)
            accumulator.Add(sum);
        return accumulator;
    }

    public override void FromAccumulator(int id, Accumulator accumulator)
    {
        switch (accumulator.Result)
        {
            case null:
                break;
            case long sum:
                (_sums[id], _states[id]) = (sum, State.Int64);
                break;
            case decimal sum:
                SetDecimal(id, sum);
                break;
            default:
                _states[id] = State.Other;
                (_others ??= [])[id] = accumulator;
                break;
        }
    }

    private void Add(int id, long value)
    {
        if (_states[id] == State.Decimal)
        {
            Add(id, (decimal)value);
            return;
        }

        var sum = unchecked(_sums[id] + value);
        // Both of one sign and the sum of the other: it has left the range.
        var overflows = ((_sums[id] ^ sum) & (value ^ sum)) < 0;
        if (overflows || _states[id] == State.Other)
        {
            Other(id).Add(value);
            return;
        }

        _sums[id] = sum;
        _states[id] = State.Int64;
    }

    private void Add(int id, decimal value)
    {
        if (_states[id] == State.Other)
        {
            Other(id).Add(value);
            return;
        }

        try
        {
            SetDecimal(id, _states[id] switch { State.Int64 => _sums[id], State.Decimal => _decimals[id], _ => 0 } + value);
        }
        catch (OverflowException)
        {
            Other(id).Add(value);
        }
    }

    private void SetDecimal(int id, decimal sum)
    {
        if (id >= _decimals.Length)
            Array.Resize(ref _decimals, _sums.Length);
        (_decimals[id], _sums[id], _states[id]) = (sum, 0, State.Decimal);
    }

    private Accumulator Other(int id)
    {
        if (_states[id] != State.Other)
        {
            var accumulator = ToAccumulator(id);
            (_others ??= [])[id] = accumulator;
            _states[id] = State.Other;
            // An overflow is looked for in what is here, and this sum is elsewhere now.
            _sums[id] = 0;
        }

        return _others![id];
    }
}
