using System.Globalization;
using System.Text.Json;

namespace FlinkZk.Clusters.Sql;

/// <summary>
/// A value out of the gateway's plain text, which is asked for only where its JSON fails: for a map whose keys are no strings. Scalars keep their types; what has an inside, and
/// times in the session's zone, stay text.
/// </summary>
internal static class SqlPlainValue
{
    public static object? Read(JsonElement json, SqlType type)
    {
        if (json.ValueKind != JsonValueKind.String)
            return json.ValueKind == JsonValueKind.Null ? null : json.GetRawText();
        var text = json.GetString()!;
        return Known(text, type) ?? text;
    }

    private static object? Known(string text, SqlType type) => type.Name switch
    {
        "BOOLEAN" => bool.TryParse(text, out var flag) ? flag : null,
        "TINYINT" => sbyte.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null,
        "SMALLINT" => short.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null,
        "INTEGER" => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null,
        "BIGINT" => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null,
        "FLOAT" => float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null,
        "DOUBLE" => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null,
        "DECIMAL" => SqlDecimal.Parse(text, type.Scale ?? 0),
        "DATE" => SqlTimes.Date(text),
        "TIME_WITHOUT_TIME_ZONE" => SqlTimes.TimeOfDay(text),
        "TIMESTAMP_WITHOUT_TIME_ZONE" => SqlTimes.Timestamp(text, ' '),
        _ => null,
    };
}
