using FlinkZk.Streams.Records;

namespace FlinkZk.Streams.Connectors;

/// <summary>A JSON value that is not of its declared type; becomes a record's error.</summary>
internal sealed class FieldValueException(string property, FieldType type, string text)
    : Exception($"The property '{property}' is not of the declared type {type}: '{RecordErrors.Shorten(text)}'.");
