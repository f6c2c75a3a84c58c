using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace FlinkZk;

/// <summary>Settings of Flink as people write them: keys and values of a hashtable.</summary>
internal static class FlinkSettings
{
    public static Dictionary<string, string> Of(IDictionary given) => given.Cast<DictionaryEntry>().ToDictionary(entry => Text(entry.Key), entry => Text(entry.Value), StringComparer.Ordinal);

    /// <summary>A value as Flink reads it.</summary>
    public static string Text(object? value) => value is bool flag ? (flag ? "true" : "false") : Convert.ToString(value is PSObject wrapped ? wrapped.BaseObject : value, CultureInfo.InvariantCulture) ?? "";
}
