namespace FlinkZk.Streams.Connectors;

/// <summary>Splits a text into records of fields. A record's fields are valid until the next is read.</summary>
internal abstract class FieldReader
{
    /// <summary>The line on which the record begins, from 1.</summary>
    public long Line { get; protected set; }

    /// <summary>What is wrong with the record, if something is; then it has no fields.</summary>
    public FieldError? Error { get; protected set; }

    /// <summary>The number of fields.</summary>
    public abstract int Count { get; }

    /// <summary>Reads the next record.</summary>
    /// <returns>False when there is no more.</returns>
    public abstract bool Read();

    /// <summary>A field's text.</summary>
    public abstract ReadOnlySpan<char> Field(int index);

    /// <summary>Whether the field is empty in the sense of having no value; the text between two quotes has one.</summary>
    public abstract bool IsNull(int index);
}
