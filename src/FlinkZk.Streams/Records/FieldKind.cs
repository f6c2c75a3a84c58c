namespace FlinkZk.Streams.Records;

/// <summary>What a field is before anybody has read it.</summary>
internal enum FieldKind : byte
{
    /// <summary>The reader has made a row of the record at once.</summary>
    Elsewhere,

    /// <summary>The record has no such property.</summary>
    Missing,

    /// <summary>It is there, and nothing.</summary>
    Null,

    /// <summary>Text of a file without types: it is what it stands for.</summary>
    Written,

    /// <summary>A number.</summary>
    Number,

    /// <summary>Text, and nothing else.</summary>
    Text,

    /// <summary>Something that only its reader can make a value of.</summary>
    Other,
}
