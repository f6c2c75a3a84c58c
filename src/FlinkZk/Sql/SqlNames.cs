using System.Globalization;

namespace FlinkZk;

/// <summary>Names of columns as names of properties, which ignore case: of two that are the same the second gets a number, so that none hides another.</summary>
internal static class SqlNames
{
    /// <param name="names">The names, as SQL has them.</param>
    /// <param name="taken">Names that are taken already.</param>
    public static IReadOnlyList<string> Distinct(IEnumerable<string> names, IEnumerable<string> taken)
    {
        var seen = new HashSet<string>(taken, StringComparer.OrdinalIgnoreCase);
        return [.. names.Select(name =>
        {
            var plain = name.Length == 0 ? "_" : name;
            var distinct = plain;
            for (var number = 2; !seen.Add(distinct); number++)
                distinct = string.Create(CultureInfo.InvariantCulture, $"{plain}_{number}");
            return distinct;
        })];
    }
}
