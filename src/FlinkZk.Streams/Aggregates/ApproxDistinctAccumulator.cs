using System.Numerics;
using FlinkZk.Streams.State;

namespace FlinkZk.Streams.Aggregates;

/// <summary>
/// Counts different values by HyperLogLog. The first hashes are held as they are and counted exactly; then each hash only raises one of 4096 registers:
/// <code>
///   hash   rrrrrrrrrrrr 000...01xxxx       12 bits choose a register; it keeps the greatest number of zeros before the first one, plus 1
/// </code>
/// The standard error is 1.04 / sqrt(4096), 1.6 %.
/// </summary>
internal sealed class ApproxDistinctAccumulator : Accumulator
{
    /// <summary>So many are counted exactly.</summary>
    public const int Exact = 256;

    private const int IndexBits = 12;
    private const int Registers = 1 << IndexBits;

    private SortedSet<ulong>? _hashes = [];
    private byte[] _registers = [];

    public override object? Result => _hashes is not null ? _hashes.Count : Estimate();

    public override void Add(object value) => AddHash(ValueHash.Of(value));

    public override void Merge(Accumulator other)
    {
        var added = (ApproxDistinctAccumulator)other;
        if (added._hashes is not null)
        {
            foreach (var hash in added._hashes)
                AddHash(hash);
            return;
        }

        ToRegisters();
        for (var i = 0; i < Registers; i++)
            _registers[i] = Math.Max(_registers[i], added._registers[i]);
    }

    public override void Write(StateWriter writer)
    {
        writer.Write(_hashes?.Count ?? -1);
        foreach (var hash in _hashes ?? [])
            writer.Write((long)hash);
        writer.Write(_registers.AsSpan());
    }

    public override void Read(StateReader reader)
    {
        var count = reader.ReadInt32();
        _hashes = count < 0 ? null : [];
        for (; count > 0; count--)
            _hashes!.Add((ulong)reader.ReadInt64());
        _registers = reader.ReadBytes();
    }

    private void AddHash(ulong hash)
    {
        if (_hashes is null)
        {
            Raise(hash);
            return;
        }

        _hashes.Add(hash);
        if (_hashes.Count > Exact)
            ToRegisters();
    }

    private void ToRegisters()
    {
        if (_hashes is null)
            return;
        _registers = new byte[Registers];
        foreach (var hash in _hashes)
            Raise(hash);
        _hashes = null;
    }

    private void Raise(ulong hash)
    {
        ref var register = ref _registers[hash >> (64 - IndexBits)];
        register = Math.Max(register, (byte)(Math.Min(BitOperations.LeadingZeroCount(hash << IndexBits), 64 - IndexBits) + 1));
    }

    private long Estimate()
    {
        const double Alpha = 0.7213 / (1 + 1.079 / Registers);
        var (sum, empty) = (0.0, 0);
        foreach (var register in _registers)
        {
            sum += Math.ScaleB(1, -register);
            empty += register == 0 ? 1 : 0;
        }

        var estimate = Alpha * Registers * Registers / sum;
        // While many registers are empty, their number says more.
        return (long)Math.Round(estimate <= 2.5 * Registers && empty > 0 ? Registers * Math.Log((double)Registers / empty) : estimate);
    }
}
