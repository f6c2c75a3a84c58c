namespace FlinkZk.Streams.Records;

/// <summary>What fields that were written are as values: their reader's affair.</summary>
internal interface IFieldValues
{
    /// <summary>The value of a field: what its declared type makes of it, else what it stands for by itself; null where it is nothing.</summary>
    object? Value(FieldColumns fields, int record, int column);

    /// <summary>A row of all values of a record.</summary>
    Row Row(FieldColumns fields, int record);
}
