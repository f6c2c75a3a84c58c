using FlinkZk.Faults.Histories;

namespace FlinkZk.Faults.Checks;

/// <summary>What an operation does to the state of one key.</summary>
/// <returns>Whether it can have had its result in this state; one whose result is not known always can.</returns>
internal delegate bool Step<TState>(TState state, Operation operation, out TState next);

/// <summary>
/// Whether there is an order of the operations, one after the other, that explains all results and keeps what was over before another began before it. Wing and Gong's
/// search with Lowe's memory of (operations in order, state), as in Porcupine. Operations without an answer stay open: they take their place anywhere after their
/// beginning, or nowhere.
/// </summary>
internal sealed class Linearizability<TState> where TState : notnull
{
    private readonly Step<TState> _step;
    private readonly Operation[] _known;     // by their beginning
    private readonly Operation[] _unknown;   // by their beginning
    private readonly bool[] _placed;         // known first, then unknown
    private readonly HashSet<Configuration> _seen = [];
    private readonly Stack<(int Index, TState Before)> _order = new();
    private TState _state;
    private Operation[] _longest = [];

    private Linearizability(IEnumerable<Operation> operations, TState initial, Step<TState> step)
    {
        _step = step;
        _state = initial;
        var sorted = operations.Where(operation => operation.Outcome != Outcome.NotDone).OrderBy(operation => operation.Began).ToLookup(operation => operation.Outcome == Outcome.Unknown);
        _known = [.. sorted[false]];
        _unknown = [.. sorted[true].Where(operation => operation.Kind != Kind.Read)];
        _placed = new bool[_known.Length + _unknown.Length];
    }

    /// <summary>The longest order that explains anything, where none explains all; otherwise null.</summary>
    public static IReadOnlyList<Operation>? FindCounterexample(IEnumerable<Operation> operations, TState initial, Step<TState> step)
    {
        var search = new Linearizability<TState>(operations, initial, step);
        return search.Succeeds() ? null : search._longest;
    }

    private bool Succeeds()
    {
        var (open, from) = (_known.Length, 0);
        while (open > 0)
        {
            if (PlaceNext(from) is { } placed)
            {
                (open, from) = (placed < _known.Length ? open - 1 : open, 0);
                if (_known.Length - open > _longest.Count(operation => operation.Outcome != Outcome.Unknown))
                    _longest = [.. _order.Reverse().Select(entry => At(entry.Index))];
            }
            else if (_order.TryPop(out var last))
            {
                _placed[last.Index] = false;
                _state = last.Before;
                (open, from) = (last.Index < _known.Length ? open + 1 : open, last.Index + 1);
            }
            else
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>Puts an operation into the next place: the first, from an index on, that leads to a configuration not seen yet.</summary>
    private int? PlaceNext(int from)
    {
        var limit = long.MaxValue;
        for (var i = 0; i < _known.Length && _known[i].Began <= limit; i++)
            if (!_placed[i])
                limit = Math.Min(limit, _known[i].Over);
        for (var i = from; i < _placed.Length; i++)
        {
            // Whatever begins after the end of one that has no place yet comes after it.
            if (At(i).Began > limit)
            {
                if (i >= _known.Length)
                    return null;
                i = _known.Length - 1;
                continue;
            }
            if (_placed[i] || !_step(_state, At(i), out var next))
                continue;
            _placed[i] = true;
            // What has no effect and no result explains nothing.
            if ((i < _known.Length || !next.Equals(_state)) && _seen.Add(new(Pack(), next)))
            {
                _order.Push((i, _state));
                _state = next;
                return i;
            }
            _placed[i] = false;
        }
        return null;
    }

    private Operation At(int index) => index < _known.Length ? _known[index] : _unknown[index - _known.Length];

    private ulong[] Pack()
    {
        var bits = new ulong[(_placed.Length + 63) / 64];
        for (var i = 0; i < _placed.Length; i++)
            if (_placed[i])
                bits[i / 64] |= 1UL << (i % 64);
        return bits;
    }

    private readonly struct Configuration(ulong[] placed, TState state) : IEquatable<Configuration>
    {
        private readonly ulong[] _placed = placed;
        private readonly TState _state = state;

        public bool Equals(Configuration other) => _state.Equals(other._state) && _placed.AsSpan().SequenceEqual(other._placed);

        public override bool Equals(object? other) => other is Configuration configuration && Equals(configuration);

        public override int GetHashCode()
        {
            var hash = new HashCode();
            hash.Add(_state);
            foreach (var word in _placed)
                hash.Add(word);
            return hash.ToHashCode();
        }
    }
}
