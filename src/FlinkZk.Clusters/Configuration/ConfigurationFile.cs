namespace FlinkZk.Clusters.Configuration;

/// <summary>A file of Flink's configuration. Changes keep what else stands in it: comments, order, blank lines.</summary>
public sealed class ConfigurationFile
{
    /// <summary>The name from Flink 1.19 on.</summary>
    public const string YamlName = "config.yaml";

    /// <summary>The name until Flink 1.20.</summary>
    public const string FlatName = "flink-conf.yaml";

    // Flink's own are a few kilobytes.
    private const int MostBytes = 4 << 20;

    private readonly IYamlReader _yaml;

    private ConfigurationFile(string path, ConfigurationFormat format, string text, IYamlReader yaml, IReadOnlyList<ConfigurationEntry> entries) =>
        (Path, Format, Text, _yaml, Entries) = (path, format, text, yaml, entries);

    /// <summary>Where it lies.</summary>
    public string Path { get; }

    /// <summary>In which format.</summary>
    public ConfigurationFormat Format { get; }

    /// <summary>What it holds.</summary>
    public string Text { get; }

    /// <summary>Its entries, in their order.</summary>
    public IReadOnlyList<ConfigurationEntry> Entries { get; }

    /// <summary>The file of a path: the file itself, or the one of a folder, as the newest Flink that reads it chooses.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    public static string Find(string path) => !Directory.Exists(path) ? path
        : new[] { YamlName, FlatName }.Select(name => System.IO.Path.Combine(path, name)).FirstOrDefault(File.Exists)
        ?? throw new FileNotFoundException($"There is neither {YamlName} nor {FlatName} in '{path}'.", path);

    /// <summary>Reads one.</summary>
    /// <exception cref="IOException">It cannot be read, or is too large.</exception>
    /// <exception cref="FormatException">It is not in its format.</exception>
    public static ConfigurationFile Read(string path, IYamlReader yaml)
    {
        ArgumentNullException.ThrowIfNull(yaml);
        path = Find(path);
        if (new FileInfo(path) is { Exists: true, Length: > MostBytes } large)
            throw new IOException(FormattableString.Invariant($"'{path}' has {large.Length:N0} bytes: that is no configuration."));
        return Of(path, File.ReadAllText(path), yaml);
    }

    /// <summary>Reads one whose text is at hand.</summary>
    /// <exception cref="FormatException">It is not in its format.</exception>
    public static ConfigurationFile Of(string path, string text, IYamlReader yaml)
    {
        ArgumentNullException.ThrowIfNull(yaml);
        ArgumentNullException.ThrowIfNull(text);
        var format = System.IO.Path.GetFileName(path).Equals(FlatName, StringComparison.OrdinalIgnoreCase) ? ConfigurationFormat.Flat : ConfigurationFormat.Yaml;
        try
        {
            return new(path, format, text, yaml, format == ConfigurationFormat.Flat ? FlatReader.Read(text) : yaml.Read(text));
        }
        catch (FormatException e)
        {
            throw new FormatException($"'{path}': {e.Message}", e);
        }
    }

    /// <summary>The file with a key set. A former name of the key goes: Flink would read one of the two.</summary>
    public ConfigurationFile Set(string key, string value)
    {
        var without = FlinkKeys.TryFind(key, out var known) ? known.Former.Append(known.Name).Where(name => name != key).Aggregate(this, (file, name) => file.Remove(name)) : this;
        if (without.Entries.LastOrDefault(entry => entry.Key == key) is not { } present)
        {
            var text = without.Text.Length == 0 || without.Text.EndsWith('\n') ? without.Text : without.Text + "\n";
            return Of(Path, $"{text}{key}: {Written(value)}\n", _yaml);
        }
        if (present.Value == value)
            return without;
        var (before, behind) = (without.Text[..present.ValueSpan.Start.Value], without.Text[present.ValueSpan.End.Value..]);
        return Of(Path, $"{before}{(before.EndsWith(':') ? " " : "")}{Written(value)}{behind}", _yaml);
    }

    /// <summary>The file without a key.</summary>
    public ConfigurationFile Remove(string key) => Entries.LastOrDefault(entry => entry.Key == key) is { } present
        ? Of(Path, Text.Remove(present.EntrySpan.Start.Value, present.EntrySpan.End.Value - present.EntrySpan.Start.Value), _yaml).Remove(key)
        : this;

    /// <summary>Writes it in place of what is there, whole or not at all.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Write()
    {
        var temporary = $"{Path}.{Guid.NewGuid():n}.tmp";
        try
        {
            File.WriteAllText(temporary, Text);
            if (!OperatingSystem.IsWindows() && File.Exists(Path))
                File.SetUnixFileMode(temporary, File.GetUnixFileMode(Path));
            File.Move(temporary, Path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private string Written(string value) => Format == ConfigurationFormat.Flat ? value : YamlScalar.Of(value);
}
