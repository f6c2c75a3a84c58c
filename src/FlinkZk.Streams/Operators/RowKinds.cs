namespace FlinkZk.Streams.Operators;

/// <summary>What a record of a changelog means, in Flink SQL's words.</summary>
internal static class RowKinds
{
    public const string Insert = "INSERT", UpdateBefore = "UPDATE_BEFORE", UpdateAfter = "UPDATE_AFTER", Delete = "DELETE";
}
