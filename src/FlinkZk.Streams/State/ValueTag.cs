namespace FlinkZk.Streams.State;

/// <summary>The type of a value in a snapshot. The numbers stand in snapshots: they never change.</summary>
internal enum ValueTag : byte
{
    Null = 0,
    Text = 1,
    Int64 = 2,
    Boolean = 3,
    Double = 4,
    Decimal = 5,
    BigInteger = 6,
    DateTime = 7,
    Guid = 8,
}
