using FlinkZk.Streams.Records;

namespace FlinkZk.Streams.Operators;

/// <summary>A record with its rank, and what it means in a changelog.</summary>
/// <param name="row">The record.</param>
/// <param name="rank">Its rank from 1; null = it is not told.</param>
/// <param name="kind">One of <see cref="RowKinds"/>; null = it is no changelog.</param>
internal sealed class ChangeRow(IRow row, long? rank, string? kind) : IRow
{
    private const string Rank = "Rank", RowKind = "RowKind";

    public IReadOnlyList<string> Names { get; } = [.. row.Names, .. rank is null ? [] : new[] { Rank }, .. kind is null ? [] : new[] { RowKind }];

    public bool TryGetValue(string name, out object? value)
    {
        if (kind is not null && name.Equals(RowKind, StringComparison.OrdinalIgnoreCase))
        {
            value = kind;
            return true;
        }

        if (rank is { } number && name.Equals(Rank, StringComparison.OrdinalIgnoreCase))
        {
            value = number;
            return true;
        }

        return row.TryGetValue(name, out value);
    }
}
