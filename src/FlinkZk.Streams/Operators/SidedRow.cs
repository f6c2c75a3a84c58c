using FlinkZk.Streams.Records;

namespace FlinkZk.Streams.Operators;

/// <summary>A record of one of two inputs.</summary>
internal sealed record SidedRow(IRow Row, bool IsLeft);
