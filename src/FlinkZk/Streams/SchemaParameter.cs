using System.Collections;
using System.Globalization;
using FlinkZk.Streams.Records;

namespace FlinkZk;

/// <summary>A schema as a parameter: <c>@{ delay = 'Double'; at = 'DateTime' }</c>.</summary>
internal static class SchemaParameter
{
    /// <exception cref="FormatException">Names the column and the types there are.</exception>
    public static IReadOnlyDictionary<string, FieldType>? Parse(IDictionary? schema)
    {
        if (schema is null)
            return null;
        var types = new Dictionary<string, FieldType>(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry entry in schema)
        {
            var column = Convert.ToString(entry.Key, CultureInfo.InvariantCulture) ?? "";
            var name = entry.Value is Type type ? type.Name : Convert.ToString(entry.Value, CultureInfo.InvariantCulture) ?? "";
            types[column] = TypeOf(name) ?? throw new FormatException($"'{name}' of column '{column}' is no type. They are: {string.Join(", ", Enum.GetNames<FieldType>())}.");
        }
        return types;
    }

    private static FieldType? TypeOf(string name) => name.ToUpperInvariant() switch
    {
        "STRING" => FieldType.Text,
        "INT" or "INT32" or "LONG" => FieldType.Int64,
        "FLOAT" or "SINGLE" => FieldType.Double,
        "BOOL" => FieldType.Boolean,
        _ => Enum.TryParse<FieldType>(name, ignoreCase: true, out var type) && Enum.IsDefined(type) ? type : null,
    };
}
