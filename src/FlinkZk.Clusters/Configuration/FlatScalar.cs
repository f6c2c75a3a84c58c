namespace FlinkZk.Clusters.Configuration;

/// <summary>
/// A value as the old format has it: as it is. Flink's reader of it knows no quotation marks that would keep one whole, so that what it would read otherwise cannot be said at all.
/// </summary>
internal static class FlatScalar
{
    /// <summary>The value, which is read again as it is.</summary>
    /// <exception cref="ArgumentException">It would be read as something else. The value is not told: it may be a secret.</exception>
    public static string Of(string key, string value) => IsRead(key, value) ? value
        : throw new ArgumentException($"The value of '{key}' cannot be said in {ConfigurationFile.FlatName}, which this version of Flink reads: # begins a comment there, and a value is one line, neither empty nor with blanks or tabs around it.");

    // Java's lines end with \r as well, and it cuts off control characters; of neither kind a value is meant.
    private static bool IsRead(string key, string value) => !value.Any(letter => char.IsControl(letter) && letter != '\t')
        && FlatReader.Read($"{key}: {value}\n") is { Entries: [var entry], Skipped.Count: 0 } && entry.Key == key && entry.Value == value;
}
