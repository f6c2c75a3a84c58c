using System.Buffers;
using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace FlinkZk.Coordination;

/// <summary>
/// Between .NET values and what a value's node holds: one JSON literal, UTF-8 without BOM. A secret is the object
/// <c>{"$secret": literal}</c>, so that whoever reads it, with whatever tool, can tell.
/// </summary>
public static class ConfigurationJson
{
    internal const string SecretProperty = "$secret";
    private const int MaxDepth = 32;

    // Every decimal of so many digits survives the way through a double (DBL_DIG).
    private const int DoubleDigits = 15;

    // The nodes are read by people with zkCli: ümlauts and '<' stay readable. Nothing of it goes into HTML.
    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonDocumentOptions ReaderOptions = new() { MaxDepth = MaxDepth };

    /// <summary>
    /// The literal of a value: string, number, boolean, array, object or null. Durations become text such as <c>5s</c>, times ISO 8601 with Z.
    /// </summary>
    /// <exception cref="NotSupportedException">The value has no JSON form here; the message says what has.</exception>
    public static string Encode(object? value, bool secret = false)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, WriterOptions))
        {
            if (secret)
            {
                writer.WriteStartObject();
                writer.WritePropertyName(SecretProperty);
            }
            Write(writer, value, MaxDepth);
            if (secret)
                writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>The .NET value of a literal: string, long, double, bool, object[], an ordered dictionary, or null. A number that neither long nor double holds as it is
    /// written is a BigInteger or a decimal.</summary>
    /// <exception cref="JsonException">The text is not a JSON literal.</exception>
    public static object? Decode(string json)
    {
        using var document = JsonDocument.Parse(json, ReaderOptions);
        return ToObject(document.RootElement);
    }

    /// <summary>Whether the text is the literal of a secret, as a value's node holds it.</summary>
    public static bool IsSecret(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        // Most nodes hold something else: no JSON is read for them.
        if (!text.Contains(SecretProperty, StringComparison.Ordinal))
            return false;
        try
        {
            return TryUnwrapSecret(ParseElement(text), out _);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    internal static JsonElement ParseElement(string json)
    {
        using var document = JsonDocument.Parse(json, ReaderOptions);
        return document.RootElement.Clone();
    }

    internal static bool TryUnwrapSecret(JsonElement element, out JsonElement inner)
    {
        inner = default;
        if (element.ValueKind != JsonValueKind.Object)
            return false;
        using var properties = element.EnumerateObject();
        if (!properties.MoveNext() || !properties.Current.NameEquals(SecretProperty))
            return false;
        inner = properties.Current.Value;
        return !properties.MoveNext();
    }

    internal static object? ToObject(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => Number(element),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Array => element.EnumerateArray().Select(ToObject).ToArray(),
        JsonValueKind.Object => ToDictionary(element),
        _ => null,
    };

    // As ConvertFrom-Json, but for digits that a double would lose: those of a decimal stay, the zero of 1.10 among them.
    private static object Number(JsonElement element)
    {
        if (element.TryGetInt64(out var integer))
            return integer;
        var text = element.GetRawText();
        if (text.AsSpan().IndexOfAny(".eE") < 0)
            return BigInteger.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var nearest = element.GetDouble();
        return element.TryGetDecimal(out var exact) && (IsWritten(text, exact) && !IsWritten(text, nearest) || SignificantDigits(text) > DoubleDigits && exact != Exactly(nearest)) ? exact : nearest;
    }

    private static bool IsWritten(string text, IFormattable number) => number.ToString(null, CultureInfo.InvariantCulture) == text;

    private static decimal? Exactly(double number) =>
        decimal.TryParse(number.ToString("R", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static int SignificantDigits(string number) => number.TakeWhile(c => c is not ('e' or 'E')).Where(char.IsAsciiDigit).SkipWhile(digit => digit == '0').Count();

    private static Dictionary<string, object?> ToDictionary(JsonElement element)
    {
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
            values[property.Name] = ToObject(property.Value);
        return values;
    }

    private static void Write(Utf8JsonWriter writer, object? value, int depth)
    {
        if (depth == 0)
            throw new NotSupportedException($"The value is nested deeper than {MaxDepth} levels, or contains itself.");
        switch (value)
        {
            case null: writer.WriteNullValue(); break;
            case string text: writer.WriteStringValue(text); break;
            case char letter: writer.WriteStringValue(letter.ToString()); break;
            case bool flag: writer.WriteBooleanValue(flag); break;
            case byte or sbyte or short or ushort or int or uint or long: writer.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture)); break;
            case ulong number: writer.WriteNumberValue(number); break;
            case BigInteger number: writer.WriteRawValue(number.ToString(CultureInfo.InvariantCulture)); break;
            case decimal number: writer.WriteNumberValue(number); break;
            case float number when float.IsFinite(number): writer.WriteNumberValue(number); break;
            case double number when double.IsFinite(number): writer.WriteNumberValue(number); break;
            case DateTime time: writer.WriteStringValue(Iso8601(time)); break;
            case DateTimeOffset time: writer.WriteStringValue(Iso8601(time.UtcDateTime)); break;
            case TimeSpan duration: writer.WriteStringValue(DurationText.Format(duration)); break;
            case Guid or Uri or Version or Enum: writer.WriteStringValue(value.ToString()); break;
            case JsonElement element: element.WriteTo(writer); break;
            case IDictionary map: WriteObject(writer, map, depth - 1); break;
            case byte[]: throw new NotSupportedException("Bytes have no JSON form: give text, for example [Convert]::ToBase64String($bytes).");
            case IEnumerable items: WriteArray(writer, items, depth - 1); break;
            case float or double:
                throw new NotSupportedException($"JSON has no {Convert.ToString(value, CultureInfo.InvariantCulture)}. Store text, or null.");
            case DateOnly or TimeOnly:
                throw new NotSupportedException($"A {value.GetType().Name} has no JSON form here: give text, for example $day.ToString('o').");
            default:
                throw new NotSupportedException($"A value of type {value.GetType().FullName} has no JSON form here. Use text, numbers, booleans, times, durations, arrays or hashtables of these.");
        }
    }

    private static void WriteObject(Utf8JsonWriter writer, IDictionary map, int depth)
    {
        writer.WriteStartObject();
        foreach (DictionaryEntry entry in map)
        {
            writer.WritePropertyName(Convert.ToString(entry.Key, CultureInfo.InvariantCulture) ?? "");
            Write(writer, entry.Value, depth);
        }
        writer.WriteEndObject();
    }

    private static void WriteArray(Utf8JsonWriter writer, IEnumerable items, int depth)
    {
        writer.WriteStartArray();
        foreach (var item in items)
            Write(writer, item, depth);
        writer.WriteEndArray();
    }

    // A time of no kind is taken as UTC, as everywhere here: never as the machine's local time.
    private static string Iso8601(DateTime time) =>
        (time.Kind == DateTimeKind.Local ? time.ToUniversalTime() : time).ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}
