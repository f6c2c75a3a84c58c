using System.Globalization;
using System.Management.Automation;
using System.Text;
using FlinkZk.Coordination;

namespace FlinkZk;

/// <summary>Configured values and the text of a file.</summary>
internal static class ConfigurationFileFormat
{
    // What one transaction takes is less.
    private const int MostBytes = 4 << 20;

    /// <summary>The format of a file, by its name where it is not said.</summary>
    public static ZkConfigFormat Of(string path, ZkConfigFormat format) => format != ZkConfigFormat.Auto ? format : Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".JSON" => ZkConfigFormat.Json,
        ".PROPERTIES" => ZkConfigFormat.Properties,
        ".YAML" or ".YML" => ZkConfigFormat.Yaml,
        _ => throw new FlinkZkException("ConfigFormatUnknown", ErrorCategory.InvalidArgument, $"The name of '{path}' does not say in which format the file is.", "Name it .json, .properties or .yaml, or say -Format."),
    };

    /// <summary>How a file of a format is called.</summary>
    public static string Extension(ZkConfigFormat format) => format switch { ZkConfigFormat.Properties => ".properties", ZkConfigFormat.Yaml => ".yaml", _ => ".json" };

    /// <summary>The text of keys and literals.</summary>
    public static string Write(ZkConfigFormat format, IEnumerable<KeyValuePair<string, string>> values) => format switch
    {
        ZkConfigFormat.Properties => PropertiesFile.Write(values.Select(pair => KeyValuePair.Create(pair.Key, ConfigurationText.Format(pair.Value)))),
        ZkConfigFormat.Yaml => ConfigurationYaml.Write(values),
        _ => ConfigurationJsonFile.Write(values),
    };

    /// <summary>What a file holds.</summary>
    /// <param name="path">The file.</param>
    /// <param name="format">Its format.</param>
    /// <param name="job">Whose values; null for the defaults.</param>
    /// <param name="isOfAll">Whether it holds all jobs and the defaults.</param>
    /// <exception cref="FlinkZkException">It cannot be used; the message names file and line.</exception>
    public static ConfigurationContent Read(string path, ZkConfigFormat format, string? job, bool isOfAll)
    {
        if (isOfAll && format != ZkConfigFormat.Json)
            throw new FlinkZkException("ConfigFileUnreadable", ErrorCategory.InvalidArgument, $"'{path}' holds the values of one job, for {format} has no jobs.", "Say whose they are: -Job, or -Default. All of them together are a file of JSON.");
        var text = Text(path);
        try
        {
            return format switch
            {
                ZkConfigFormat.Properties => ConfigurationContent.Of(job, PropertiesFile.Read(text).Select(pair => (Line(pair.Line), pair.Key, ConfigurationText.Parse(pair.Value)))),
                ZkConfigFormat.Yaml => ConfigurationContent.Of(job, ConfigurationYaml.Read(text).Select(pair => (Line(pair.Line), pair.Key, pair.Json))),
                _ => isOfAll ? ConfigurationJsonFile.ReadAll(text) : ConfigurationJsonFile.Read(text, job),
            };
        }
        catch (FormatException e)
        {
            throw new FlinkZkException("ConfigFileUnreadable", ErrorCategory.InvalidData, $"'{path}': {e.Message} Nothing of it was taken.", "Correct the file, or say -Format where its name ends otherwise than its format.", e);
        }
    }

    private static string Line(int line) => string.Create(CultureInfo.InvariantCulture, $"Line {line}");

    private static string Text(string path)
    {
        if (new FileInfo(path) is { Exists: true, Length: > MostBytes } large)
            throw new FlinkZkException("ConfigFileUnreadable", ErrorCategory.LimitsExceeded, string.Create(CultureInfo.InvariantCulture, $"'{path}' has {large.Length:N0} bytes: that is no configuration, which fits into one transaction of ZooKeeper."), "Give the right file.");
        try
        {
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(File.ReadAllBytes(path));
        }
        catch (DecoderFallbackException e)
        {
            throw new FlinkZkException("ConfigFileUnreadable", ErrorCategory.InvalidData, $"'{path}' is no UTF-8. Nothing of it was taken.", "Save it as UTF-8.", e);
        }
    }
}
