using FlinkZk.Clusters.Configuration;

namespace FlinkZk;

/// <summary>A key of Flink's configuration with its value.</summary>
public sealed class FlinkConfigValue : IShown
{
    private const string Secret = "***";

    internal FlinkConfigValue(ConfigurationEntry entry, string? file)
    {
        (Key, Line, FilePath) = (entry.Key, entry.Line == 0 ? null : entry.Line, file);
        Value = entry.IsSecret ? Secret : entry.Value;
        if (!FlinkKeys.TryFind(entry.Key, out var key))
            return;
        (Type, Default) = (key.Type, key.Default);
        PresentKey = key.Name == entry.Key ? null : key.Name;
    }

    /// <summary>The key.</summary>
    public string Key { get; }

    /// <summary>The value; *** of a key that names a secret.</summary>
    public string Value { get; }

    /// <summary>What its value is; null of a key that Flink 2.3 does not know.</summary>
    public FlinkKeyType? Type { get; }

    /// <summary>What would hold without it; null for nothing, or where that is not known.</summary>
    public string? Default { get; }

    /// <summary>The key's present name; null unless this is a former one.</summary>
    public string? PresentKey { get; }

    /// <summary>The line in the file; null of a JobManager.</summary>
    public int? Line { get; }

    /// <summary>The file; null of a JobManager.</summary>
    public string? FilePath { get; }

    string? IShown.ShownKey => PlainText.Line(Key);

    string? IShown.ShownValue => PlainText.Line(Value);

    string? IShown.ShownFile => PlainText.Line(FilePath);

    /// <summary>Key and value.</summary>
    public override string ToString() => PlainText.Line($"{Key}: {Value}");
}
