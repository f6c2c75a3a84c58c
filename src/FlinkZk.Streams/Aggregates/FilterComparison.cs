namespace FlinkZk.Streams.Aggregates;

/// <summary>How a property is compared with a value.</summary>
internal enum FilterComparison
{
    Equal,
    NotEqual,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
}
