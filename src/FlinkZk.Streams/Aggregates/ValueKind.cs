namespace FlinkZk.Streams.Aggregates;

/// <summary>Values that can be compared with each other.</summary>
internal enum ValueKind
{
    /// <summary>Int64, Decimal, Double.</summary>
    Number,

    /// <summary>String.</summary>
    Text,

    /// <summary>DateTime in UTC.</summary>
    Time,

    /// <summary>Boolean.</summary>
    Boolean,
}
