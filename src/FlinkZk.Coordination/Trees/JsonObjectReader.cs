using System.Globalization;
using System.Text.Json;

namespace FlinkZk.Coordination;

/// <summary>Takes properties out of a JSON object, and says which one is missing or of a wrong kind.</summary>
internal readonly struct JsonObjectReader(JsonElement json)
{
    public JsonElement? Optional(string name, JsonValueKind kind)
    {
        if (!json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        return value.ValueKind == kind ? value : throw new FormatException($"'{name}' is {Describe(value.ValueKind)}, and must be {Describe(kind)}");
    }

    public JsonElement Required(string name, JsonValueKind kind) => Optional(name, kind) ?? throw new FormatException($"'{name}' is missing");

    public int Int(string name) => Required(name, JsonValueKind.Number).TryGetInt32(out var number) ? number : throw Wrong(name);

    public long Long(string name) => Required(name, JsonValueKind.Number).TryGetInt64(out var number) ? number : throw Wrong(name);

    /// <summary>A number, 0 where it is left out.</summary>
    public long Number(string name) => Optional(name, JsonValueKind.Number) is not { } value ? 0 : value.TryGetInt64(out var number) ? number : throw Wrong(name);

    /// <summary>A number of 32 bits, 0 where it is left out.</summary>
    public int Number32(string name) => Number(name) is >= int.MinValue and <= int.MaxValue and var number ? (int)number : throw Wrong(name);

    /// <summary>A transaction in hexadecimal, 0 where it is left out.</summary>
    public long Zxid(string name)
    {
        if (Optional(name, JsonValueKind.String)?.GetString() is not { } text)
            return 0;
        return text.StartsWith("0x", StringComparison.Ordinal) && long.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var zxid)
            ? zxid
            : throw new FormatException($"'{name}' is not a hexadecimal number (0x...)");
    }

    private static FormatException Wrong(string name) => new($"'{name}' is not a number of the right size");

    private static string Describe(JsonValueKind kind) => kind switch
    {
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "true or false",
        JsonValueKind.Array => "an array",
        JsonValueKind.Object => "an object",
        _ => "nothing",
    };
}
