using System.Collections;
using System.Collections.Specialized;
using System.Globalization;
using System.Management.Automation;
using FlinkZk.Clusters.Sql;

namespace FlinkZk;

/// <summary>Values of Flink SQL as PowerShell has them: rows within rows are objects, maps are ordered dictionaries that mind case, and times are ISO 8601 wherever they become text.</summary>
internal static class SqlOutput
{
    private const int MostBytes = 16;

    public static object? Value(object? value, SqlType type) => value switch
    {
        DateTime date when type.Name == "DATE" => new ShownValue(date, date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        // Of no zone: not what it is in the machine's.
        DateTime { Kind: DateTimeKind.Unspecified } time => new ShownValue(time, time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture)),
        DateTime time => ShownValue.IsoTime(time),
        object?[] items when type.Element is { } element => Array.ConvertAll(items, item => Value(item, element)),
        SqlMap map => Map(map, type.Value),
        SqlStruct row => Row(row, type),
        _ => value,
    };

    /// <summary>A value in a cell.</summary>
    public static string Cell(object? value) => PlainText.Line(Text(value));

    private static string Text(object? value) => value switch
    {
        null => "",
        string text => text,
        bool flag => flag ? "true" : "false",
        byte[] bytes => Convert.ToHexString(bytes.AsSpan(0, Math.Min(bytes.Length, MostBytes))) + (bytes.Length > MostBytes ? "…" : ""),
        ShownValue shown => shown.ToString(),
        IDictionary map => $"{{{string.Join(", ", map.Keys.Cast<object>().Select(key => $"{key}={Inner(map[key])}"))}}}",
        IEnumerable items => $"[{string.Join(", ", items.Cast<object?>().Select(Inner))}]",
        PSObject { BaseObject: PSCustomObject } row => $"({string.Join(", ", row.Properties.Select(field => Inner(field.Value)))})",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    private static string Inner(object? value) => value is null ? "null" : Text(value);

    private static OrderedDictionary Map(SqlMap map, SqlType? type)
    {
        var made = new OrderedDictionary(StringComparer.Ordinal);
        foreach (var (key, value) in map.Entries)
            made[key] = type is null ? value : Value(value, type);
        return made;
    }

    private static PSObject Row(SqlStruct row, SqlType type)
    {
        var made = new PSObject();
        var names = SqlNames.Distinct(row.Fields.Select(field => field.Key), []);
        for (var at = 0; at < names.Count; at++)
            made.Properties.Add(new PSNoteProperty(names[at], Value(row.Fields[at].Value, type.Fields[at].Type)), preValidated: true);
        return made;
    }
}
