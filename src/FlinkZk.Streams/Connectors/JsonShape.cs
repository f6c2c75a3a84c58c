using System.Text.Json;
using FlinkZk.Streams.Records;

namespace FlinkZk.Streams.Connectors;

/// <summary>
/// The properties that records of a JSON file were seen to have, and where the values of one lie. A record fits that has each of them once or not at all, and nothing else; what
/// does not is left to <see cref="JsonRowParser"/>, which is the definition.
/// </summary>
internal sealed class JsonShape
{
    // A file of ever new properties is read by the rule.
    private const int MaxProperties = 64;

    // So many characters of a number fit in a Double whatever they are, as long as there is no exponent.
    private const int MaxNumber = 15;

    private static readonly JsonReaderOptions ReaderOptions = new() { CommentHandling = JsonCommentHandling.Disallow };

    private readonly string[] _names;
    private readonly FieldType?[] _types;

    public JsonShape(IEnumerable<string> names, ColumnTypes types)
    {
        _names = [.. names];
        _types = [.. _names.Select(name => types[name])];
        Schema = new Schema(_names);
    }

    /// <summary>The properties.</summary>
    public Schema Schema { get; }

    /// <summary>What is declared of them.</summary>
    public IReadOnlyList<FieldType?> Types => _types;

    /// <summary>The shape of this and of other properties; null where there would be too many, or two that differ in case only.</summary>
    public JsonShape? With(IReadOnlyList<string> names, ColumnTypes types)
    {
        var all = _names.Union(names, StringComparer.Ordinal).ToList();
        return all.Count > MaxProperties || all.Distinct(StringComparer.OrdinalIgnoreCase).Count() < all.Count ? null : new JsonShape(all, types);
    }

    /// <summary>Finds the values of an object.</summary>
    /// <param name="json">One line, valid UTF-8.</param>
    /// <param name="start">Where it lies.</param>
    /// <param name="fields">A place a property.</param>
    /// <returns>False where the record does not fit, or is none.</returns>
    public bool TryFind(ReadOnlySpan<byte> json, int start, Span<FieldColumns.Field> fields)
    {
        fields.Fill(new(0, 0, FieldKind.Missing));
        var reader = new Utf8JsonReader(json, ReaderOptions);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return false;
            var place = -1;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                place = PlaceOf(ref reader, place + 1);
                // Of a name that occurs twice each counts for the limit.
                if (place < 0 || fields[place].Kind != FieldKind.Missing || !reader.Read())
                    return false;
                var from = (int)reader.TokenStartIndex;
                var kind = KindOf(ref reader, _types[place]);
                if (kind == FieldKind.Elsewhere)
                    return false;
                // Of text what stands between the quotes.
                fields[place] = kind == FieldKind.Text ? new(start + from + 1, reader.ValueSpan.Length, kind) : new(start + from, (int)reader.BytesConsumed - from, kind);
            }

            return !reader.Read();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Not JSON, or a name with half of a character: the rule has the words for it.
            return false;
        }
    }

    /// <summary>Mostly the one behind the last.</summary>
    private int PlaceOf(ref Utf8JsonReader reader, int guess)
    {
        if (guess < _names.Length && reader.ValueTextEquals(_names[guess]))
            return guess;
        for (var i = 0; i < _names.Length; i++)
        {
            if (reader.ValueTextEquals(_names[i]))
                return i;
        }

        return -1;
    }

    /// <returns>Elsewhere where the rule has to judge the value.</returns>
    private static FieldKind KindOf(ref Utf8JsonReader reader, FieldType? type)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return FieldKind.Null;
            case JsonTokenType.Number:
                return type is null or FieldType.Int64 && Utf8Number.TryInt64(reader.ValueSpan, out _) || (type is null && IsPlain(reader.ValueSpan)) ? FieldKind.Number : FieldKind.Elsewhere;
            case JsonTokenType.String when !reader.ValueIsEscaped:
                return type is null or FieldType.Text || (type == FieldType.DateTime && Time.Utf8Time.TryIso(reader.ValueSpan, out _)) ? FieldKind.Text : FieldKind.Elsewhere;
            case JsonTokenType.True or JsonTokenType.False when type is null:
                return FieldKind.Other;
            default:
                // Text with escapes, and what has values within: the rule knows them.
                return FieldKind.Elsewhere;
        }
    }

    private static bool IsPlain(ReadOnlySpan<byte> number) => number.Length <= MaxNumber && number.IndexOfAny((byte)'e', (byte)'E') < 0;
}
