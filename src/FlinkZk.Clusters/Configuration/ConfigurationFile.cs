using System.Text;

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
    private readonly Encoding _encoding;

    private ConfigurationFile(string path, string text, Encoding encoding, IYamlReader yaml)
    {
        (Path, Format, Text, _encoding, _yaml) = (path, FormatOf(path), text, encoding, yaml);
        if (Format == ConfigurationFormat.Flat)
            (Entries, SkippedLines) = FlatReader.Read(text);
        else
            Entries = yaml.Read(text);
    }

    /// <summary>Where it lies.</summary>
    public string Path { get; }

    /// <summary>In which format.</summary>
    public ConfigurationFormat Format { get; }

    /// <summary>What it holds.</summary>
    public string Text { get; }

    /// <summary>Its entries, in their order.</summary>
    public IReadOnlyList<ConfigurationEntry> Entries { get; }

    /// <summary>The lines of the old format that are no entries, from 1: Flink skips them.</summary>
    public IReadOnlyList<int> SkippedLines { get; } = [];

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
        using var stream = ConfigurationStore.Open(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        return Of(path, Content(path, stream), yaml);
    }

    /// <summary>Reads one whose text is at hand.</summary>
    /// <exception cref="FormatException">It is not in its format.</exception>
    public static ConfigurationFile Of(string path, string text, IYamlReader yaml) => Of(path, text, TextBytes.Utf8, yaml);

    /// <summary>Changes a file, or makes one: what others have changed since it was read stays, and so do the file's owner, rights and links.</summary>
    /// <param name="path">The file.</param>
    /// <param name="yaml">Reads it.</param>
    /// <param name="change">Gives the file as it is to be.</param>
    /// <param name="way">How it was changed.</param>
    /// <returns>What it is now.</returns>
    /// <exception cref="IOException">It cannot be read or written: it is as it was. Or what it was before a change that was broken off lies beside it.</exception>
    /// <exception cref="FormatException">It is not in its format.</exception>
    public static ConfigurationFile Update(string path, IYamlReader yaml, Func<ConfigurationFile, ConfigurationFile> change, out ConfigurationWay way)
    {
        ArgumentNullException.ThrowIfNull(yaml);
        ArgumentNullException.ThrowIfNull(change);
        using var stream = ConfigurationStore.Open(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        var real = ConfigurationStore.Real(path);
        // Which of the two is whole is for people to say.
        if (FileReplacement.FormerOf(real) is var former && File.Exists(former))
            throw new IOException($"A change of '{path}' was broken off: '{former}' is what it was before. Put that in its place if '{path}' is damaged, or remove it; then change the file.");
        var bytes = Content(path, stream);
        var before = Of(path, bytes, yaml);
        var after = change(before);
        way = after.Text == before.Text ? ConfigurationWay.Unchanged : new FileReplacement(stream, real).Run(bytes, TextBytes.Of(after.Text, after._encoding));
        return after;
    }

    /// <summary>The file with a key set, once. A former name of the key goes: Flink would read one of the two.</summary>
    /// <exception cref="NotSupportedException">The file cannot say it so that Flink reads the same.</exception>
    public ConfigurationFile Set(string key, string value)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(value);
        string[] others = FlinkKeys.TryFind(key, out var known) ? [.. known.Former.Append(known.Name).Where(name => name != key)] : [];
        var once = others.Aggregate(this, (file, name) => file.Remove(name)).Once(key);
        if (once.Entries.LastOrDefault(entry => entry.Key == key) is not { } present)
        {
            var text = once.Text.Length == 0 || once.Text.EndsWith('\n') ? once.Text : once.Text + "\n";
            return Changed($"{text}{key}: {Written(value)}\n", key, value, others);
        }
        if (present.Value == value)
            return once;
        var (before, behind) = (once.Text[..present.ValueSpan.Start.Value], once.Text[present.ValueSpan.End.Value..]);
        return Changed($"{before}{(before.EndsWith(':') ? " " : "")}{Written(value)}{behind}", key, value, others);
    }

    /// <summary>The file without a key.</summary>
    /// <exception cref="NotSupportedException">The file cannot say it so that Flink reads the same.</exception>
    public ConfigurationFile Remove(string key) => Once(key) is var once && once.Entries.LastOrDefault(entry => entry.Key == key) is { } present
        ? Changed(once.Text.Remove(present.EntrySpan.Start.Value, present.EntrySpan.End.Value - present.EntrySpan.Start.Value), key, null, [])
        : this;

    private static ConfigurationFormat FormatOf(string path) =>
        System.IO.Path.GetFileName(path).Equals(FlatName, StringComparison.OrdinalIgnoreCase) ? ConfigurationFormat.Flat : ConfigurationFormat.Yaml;

    private static byte[] Content(string path, FileStream stream)
    {
        if (stream.Length > MostBytes)
            throw new IOException(FormattableString.Invariant($"'{path}' has {stream.Length:N0} bytes: that is no configuration."));
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static ConfigurationFile Of(string path, byte[] bytes, IYamlReader yaml)
    {
        var (text, encoding) = TextBytes.Read(bytes);
        return FormatOf(path) == ConfigurationFormat.Yaml && encoding == Encoding.Latin1
            ? throw new FormatException($"'{path}': It is not in UTF-8.")
            : Of(path, text, encoding, yaml);
    }

    private static ConfigurationFile Of(string path, string text, Encoding encoding, IYamlReader yaml)
    {
        ArgumentNullException.ThrowIfNull(yaml);
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            return new(path, text, encoding, yaml);
        }
        catch (FormatException e)
        {
            throw new FormatException($"'{path}': {e.Message}", e);
        }
    }

    // Of several entries the last stays; all go at once, for there may be very many.
    private ConfigurationFile Once(string key)
    {
        var spans = Entries.Where(entry => entry.Key == key).SkipLast(1).Select(entry => entry.EntrySpan).ToArray();
        if (spans.Length == 0)
            return this;
        var text = new StringBuilder(Text.Length);
        var from = 0;
        foreach (var span in spans)
        {
            text.Append(Text, from, Math.Max(0, span.Start.Value - from));
            from = Math.Max(from, span.End.Value);
        }
        return Changed(text.Append(Text, from, Text.Length - from).ToString(), key, null, [], isWhole: false);
    }

    // Whatever a text looks like: what counts is that it is read as it is meant, and everything else as before.
    private ConfigurationFile Changed(string text, string key, string? value, string[] gone, bool isWhole = true)
    {
        ConfigurationFile changed;
        try
        {
            changed = Of(Path, text, _encoding, _yaml);
        }
        catch (FormatException e)
        {
            throw new NotSupportedException($"'{Path}' cannot be changed there without harm to what else it holds.", e);
        }
        var mine = changed.Entries.Where(entry => entry.Key == key).ToArray();
        if (mine.FirstOrDefault(entry => entry.Repeats == key) is { } repeated && isWhole)
            throw new NotSupportedException(FormattableString.Invariant($"'{key}' is there with keys below it, from line {Entries.FirstOrDefault(entry => entry.Key.StartsWith(key + ".", StringComparison.Ordinal))?.Line ?? repeated.Line} on, and one mapping of YAML cannot hold both: Flink would not load the file."));
        if (isWhole && !(value is null ? mine.Length == 0 : mine.Length == 1 && mine[0].Value == value && TextBytes.Holds(text, _encoding)))
            throw new NotSupportedException(Format == ConfigurationFormat.Flat
                ? $"{FlatName} cannot say it: # begins a comment there, a colon with a blank ends the key, and a value is neither empty nor has blanks around it."
                : $"'{Path}' would not be read so by Flink.");
        return Others(this).SequenceEqual(Others(changed)) && changed.SkippedLines.Count <= SkippedLines.Count ? changed
            : throw new NotSupportedException($"'{Path}' cannot be changed there without harm to what else it holds.");

        IEnumerable<(string, string)> Others(ConfigurationFile file) => file.Entries.Where(entry => entry.Key != key && !gone.Contains(entry.Key)).Select(entry => (entry.Key, entry.Value));
    }

    private string Written(string value) => Format == ConfigurationFormat.Flat ? value : YamlScalar.Of(value);
}
