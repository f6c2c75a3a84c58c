using System.Globalization;
using System.Text;
using System.Text.Json;
using FlinkZk.Streams.Records;

namespace FlinkZk.Streams.Connectors;

/// <summary>
/// Makes a row of one JSON object. Integers become Int64, or Decimal or BigInteger where they are larger; numbers with a fraction or an exponent Double, or Decimal where a Double would round them; nested objects become rows and arrays become arrays.
/// Of a name that occurs twice the last counts. Objects of the same shape share their schema.
/// </summary>
internal sealed class JsonRowParser(ColumnTypes types, InputLimits limits)
{
    private static readonly JsonReaderOptions ReaderOptions = new() { CommentHandling = JsonCommentHandling.Disallow };

    // A sign, a point and a zero before it aside, so many digits come back from a Double as they were written.
    private const int DoubleDigits = 15;

    private readonly StringPool _strings = new();
    private readonly List<string> _names = [];
    private readonly List<object?> _values = [];
    private Schema? _lastSchema;

    /// <summary>Reads an object that is all of <paramref name="json"/>.</summary>
    /// <exception cref="JsonException">It is not one object.</exception>
    /// <exception cref="FieldValueException">A value is not of its declared type.</exception>
    public Row Parse(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, ReaderOptions);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("A record must be an object, {\"name\": value, ...}.");
        _names.Clear();
        _values.Clear();
        ReadProperties(ref reader);
        var schema = SchemaOf(_names, _values);
        if (reader.Read())
            throw new JsonException("Something follows the object.");
        return new Row(schema, [.. _values]);
    }

    /// <summary>Reads one value of an object that <see cref="Parse"/> takes.</summary>
    /// <param name="json">The value alone.</param>
    /// <param name="name">Its property.</param>
    public object? ParseValue(ReadOnlySpan<byte> json, string name)
    {
        var reader = new Utf8JsonReader(json, ReaderOptions);
        reader.Read();
        return types[name] is { } type ? DeclaredValue(ref reader, name, type) : Value(ref reader);
    }

    private void ReadProperties(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (_names.Count == limits.MaxFields)
                throw new JsonException($"The record has more than {limits.MaxFields} properties.");
            var name = Name(ref reader, _names.Count);
            reader.Read();
            _names.Add(name);
            _values.Add(types[name] is { } type ? DeclaredValue(ref reader, name, type) : Value(ref reader));
        }
    }

    /// <summary>Mostly the name that stood in the same place of the last record: then no string is made.</summary>
    private string Name(ref Utf8JsonReader reader, int place) =>
        _lastSchema is { } schema && place < schema.Count && reader.ValueTextEquals(schema.Names[place]) ? schema.Names[place] : reader.GetString()!;

    private Schema SchemaOf(List<string> names, List<object?> values)
    {
        if (_lastSchema is { } last && names.SequenceEqual(last.Names))
            return last;
        for (var i = names.Count - 1; i > 0; i--)
        {
            var first = names.IndexOf(names[i]);
            if (first == i)
                continue;
            values[first] = values[i];
            names.RemoveAt(i);
            values.RemoveAt(i);
        }

        return _lastSchema = Distinct(new Schema(names));
    }

    private object? Value(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Number => Number(ref reader),
        JsonTokenType.String => String(ref reader),
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        JsonTokenType.Null => null,
        JsonTokenType.StartArray => Array(ref reader),
        _ => Nested(ref reader),
    };

    private static object Number(ref Utf8JsonReader reader)
    {
        if (reader.TryGetInt64(out var integer))
            return FieldConverter.Box(integer);
        // An integer keeps its digits, however many; a fraction with more than a Double has, too.
        if (reader.ValueSpan.IndexOfAny(".eE"u8) < 0)
            return FieldConverter.ToInteger(Encoding.ASCII.GetString(reader.ValueSpan)) ?? throw new JsonException("A number has more than 400 digits.");
        if (!reader.TryGetDouble(out var real) || !double.IsFinite(real))
            throw new JsonException("A number is beyond the range of a Double.");
        return reader.ValueSpan.Length > DoubleDigits && IsRounded(real, Encoding.ASCII.GetString(reader.ValueSpan), out var exact) ? exact : real;
    }

    private static bool IsRounded(double real, string text, out object exact)
    {
        exact = real;
        if (FieldConverter.Infer(text) is not decimal number || real.ToString(CultureInfo.InvariantCulture) == text)
            return false;
        exact = number;
        return true;
    }

    private string String(ref Utf8JsonReader reader)
    {
        if (reader.ValueSpan.Length > 128)
            return reader.GetString()!;
        Span<char> text = stackalloc char[128];
        return _strings.Get(text[..reader.CopyString(text)]);
    }

    /// <summary>A string of a text without escapes.</summary>
    public string Text(ReadOnlySpan<byte> text)
    {
        if (text.Length > 128)
            return Encoding.UTF8.GetString(text);
        Span<char> chars = stackalloc char[128];
        return _strings.Get(chars[..Encoding.UTF8.GetChars(text, chars)]);
    }

    private object?[] Array(ref Utf8JsonReader reader)
    {
        var values = new List<object?>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            values.Add(Value(ref reader));
        return [.. values];
    }

    private Row Nested(ref Utf8JsonReader reader)
    {
        var properties = new Dictionary<string, object?>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            properties[name] = Value(ref reader);
        }

        return new Row(Distinct(new Schema(properties.Keys)), [.. properties.Values]);
    }

    // Whoever looks a name up ignores its case: one of the two would be lost.
    private static Schema Distinct(Schema schema) => schema.Twin is not { } twin ? schema : throw new JsonException($"Two properties differ in case only: '{twin}'.");

    private static object? DeclaredValue(ref Utf8JsonReader reader, string name, FieldType type)
    {
        if (reader.TokenType == JsonTokenType.Null)
            return null;
        var text = reader.TokenType switch
        {
            JsonTokenType.String => reader.GetString()!,
            JsonTokenType.StartObject or JsonTokenType.StartArray => throw new FieldValueException(name, type, reader.TokenType.ToString()),
            _ => Encoding.UTF8.GetString(reader.ValueSpan),
        };
        return FieldConverter.TryConvert(type, text, out var value) ? value : throw new FieldValueException(name, type, text);
    }
}
