using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Numerics;
using System.Text.Json;
using FlinkZk.Coordination;

namespace FlinkZk;

/// <summary>A value and what it is: what comes from a CSV file is text, and a column beside it says of what.</summary>
internal static class TypedValue
{
    /// <summary>What a plain value is stored as.</summary>
    public static ZkConfigType TypeOf(object? value) => value switch
    {
        null => ZkConfigType.Null,
        bool => ZkConfigType.Boolean,
        byte or sbyte or short or ushort or int or uint or long or ulong or BigInteger or float or double or decimal => ZkConfigType.Number,
        string => ZkConfigType.String,
        IDictionary => ZkConfigType.Object,
        IEnumerable => ZkConfigType.Array,
        _ => ZkConfigType.String,
    };

    /// <summary>Whether a text would be read as something else if nothing said that it is one: 75, true, null, [1].</summary>
    public static bool LooksOtherwise(string text) => text.Length == 0 || text.Trim() is var trimmed && ReadJson(trimmed, out var value) && value is not string;

    /// <summary>The plain value as one of the type that was named for it.</summary>
    /// <exception cref="FlinkZkException">It is none.</exception>
    public static object? As(ZkConfigType type, object? value, string key, bool secret)
    {
        if (TypeOf(value) == type)
            return value;
        switch (value)
        {
            case string or null when type == ZkConfigType.Null && string.IsNullOrEmpty((string?)value):
                return null;
            case null when type == ZkConfigType.String:
                return "";
            case string text when type == ZkConfigType.Boolean && bool.TryParse(text, out var flag):
                return flag;
            case string text when type != ZkConfigType.String && ReadJson(text, out var read) && TypeOf(read) == type:
                return read;
            case not null when type == ZkConfigType.String && value is not IEnumerable:
                return value is bool flag2 ? ConfigurationJson.Encode(flag2) : Convert.ToString(value, CultureInfo.InvariantCulture);
            default:
                throw new FlinkZkException(
                    "ValueTypeMismatch", ErrorCategory.InvalidData,
                    $"The value of '{key}' is to be of type {type}, and {(secret ? ConfigurationChange.Masked : ViewText.Plain(value)) switch { "" => "an empty one", var shown => $"'{shown}'" }} is none.",
                    "Change the value, or its type: -Type, or the column Type, is one of String, Number, Boolean, Null, Array and Object.");
        }
    }

    private static bool ReadJson(string text, out object? value)
    {
        try
        {
            value = ConfigurationJson.Decode(text);
            return true;
        }
        catch (JsonException)
        {
            value = null;
            return false;
        }
    }
}
