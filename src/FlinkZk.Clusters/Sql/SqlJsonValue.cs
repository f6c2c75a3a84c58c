using System.Globalization;
using System.Text.Json;

namespace FlinkZk.Clusters.Sql;

/// <summary>
/// A value out of the gateway's JSON (RowDataToJsonConverters): what the type says, or the text where that cannot hold it.
/// <code>
/// DECIMAL 3E+1 · DOUBLE 1.0E8, "NaN" · BINARY base64 · TIMESTAMP "2024-02-29T12:34:56.789" · TIMESTAMP_LTZ the same with Z · TIME "12:34:56"
/// INTERVAL DAY milliseconds · INTERVAL YEAR months · ARRAY [..] · MAP, MULTISET {"key": ..} · ROW {"field": ..}
/// </code>
/// </summary>
internal static class SqlJsonValue
{
    public static object? Read(JsonElement json, SqlType type)
    {
        if (json.ValueKind == JsonValueKind.Null)
            return null;
        return Known(json, type) ?? Text(json);
    }

    private static object? Known(JsonElement json, SqlType type) => (type.Name, json.ValueKind) switch
    {
        ("BOOLEAN", JsonValueKind.True) => true,
        ("BOOLEAN", JsonValueKind.False) => false,
        ("TINYINT", JsonValueKind.Number) => json.TryGetSByte(out var number) ? number : null,
        ("SMALLINT", JsonValueKind.Number) => json.TryGetInt16(out var number) ? number : null,
        ("INTEGER" or "INTERVAL_YEAR_MONTH", JsonValueKind.Number) => json.TryGetInt32(out var number) ? number : null,
        ("BIGINT", JsonValueKind.Number) => json.TryGetInt64(out var number) ? number : null,
        ("FLOAT", _) => float.TryParse(Text(json), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null,
        ("DOUBLE", _) => double.TryParse(Text(json), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null,
        ("DECIMAL", _) => SqlDecimal.Parse(Text(json), type.Scale ?? 0),
        ("INTERVAL_DAY_TIME", JsonValueKind.Number) => json.TryGetInt64(out var milliseconds) && Math.Abs(milliseconds) < TimeSpan.MaxValue.TotalMilliseconds ? TimeSpan.FromTicks(milliseconds * TimeSpan.TicksPerMillisecond) : null,
        ("BINARY" or "VARBINARY", JsonValueKind.String) => json.TryGetBytesFromBase64(out var bytes) ? bytes : null,
        ("DATE", JsonValueKind.String) => SqlTimes.Date(json.GetString()!),
        ("TIME_WITHOUT_TIME_ZONE", JsonValueKind.String) => SqlTimes.TimeOfDay(json.GetString()!),
        ("TIMESTAMP_WITHOUT_TIME_ZONE", JsonValueKind.String) => SqlTimes.Timestamp(json.GetString()!, 'T'),
        ("TIMESTAMP_WITH_LOCAL_TIME_ZONE", JsonValueKind.String) => SqlTimes.Instant(json.GetString()!),
        ("ARRAY", JsonValueKind.Array) when type.Element is { } element => json.EnumerateArray().Select(item => Read(item, element)).ToArray(),
        ("MAP", JsonValueKind.Object) when type.Value is { } value => new SqlMap([.. json.EnumerateObject().Select(entry => new KeyValuePair<string, object?>(entry.Name, Read(entry.Value, value)))]),
        ("MULTISET", JsonValueKind.Object) => new SqlMap([.. json.EnumerateObject().Select(entry => new KeyValuePair<string, object?>(entry.Name, Read(entry.Value, Count)))]),
        ("ROW", JsonValueKind.Object) => new SqlStruct([.. type.Fields.Select(field => new KeyValuePair<string, object?>(field.Name, json.TryGetProperty(field.Name, out var found) ? Read(found, field.Type) : null))]),
        _ => null,
    };

    private static readonly SqlType Count = new("INTEGER");

    private static string Text(JsonElement json) => json.ValueKind == JsonValueKind.String ? json.GetString()! : json.GetRawText();
}
