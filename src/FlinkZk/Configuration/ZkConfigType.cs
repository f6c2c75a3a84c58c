namespace FlinkZk;

#pragma warning disable CA1720 // JSON calls them so.
/// <summary>What a configured value is, by JSON's names (RFC 8259), in which it is stored.</summary>
public enum ZkConfigType
{
    /// <summary>Text; times and durations too.</summary>
    String,

    /// <summary>A number, whole or not.</summary>
    Number,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>No value.</summary>
    Null,

    /// <summary>A list.</summary>
    Array,

    /// <summary>Keys and values.</summary>
    Object,
}
