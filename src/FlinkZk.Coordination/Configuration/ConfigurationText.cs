using System.Text.Json;

namespace FlinkZk.Coordination;

/// <summary>
/// How a literal stands in a file that has texts only. A text that is JSON is what it stands for: <c>75</c> a number, <c>true</c> a Boolean, <c>[1, 2]</c> a list; any other is
/// itself. So a text that would be taken for something else stands in JSON's quotes: <c>"75"</c>.
/// </summary>
public static class ConfigurationText
{
    /// <summary>The text of a literal, which <see cref="Parse"/> reads back.</summary>
    public static string Format(string json)
    {
        var element = ConfigurationJson.ParseElement(json);
        return element.ValueKind == JsonValueKind.String && element.GetString()! is var text && !IsJson(text) && text.Trim() == text ? text : json;
    }

    /// <summary>The literal of a text.</summary>
    public static string Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            return ConfigurationJson.Encode(ConfigurationJson.ParseElement(text));
        }
        // Half of a surrogate pair is found out only when it is taken.
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return ConfigurationJson.Encode(text);
        }
    }

    /// <summary>Whether a text is read as JSON.</summary>
    public static bool IsJson(string text)
    {
        try
        {
            _ = ConfigurationJson.ParseElement(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
