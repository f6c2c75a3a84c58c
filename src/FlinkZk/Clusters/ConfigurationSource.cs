using System.Management.Automation;
using FlinkZk.Clusters.Configuration;

namespace FlinkZk;

/// <summary>Reads files of Flink's configuration, and says in a user's words why one is not read.</summary>
internal static class ConfigurationSource
{
    /// <summary>The file of a path, or the one in a folder.</summary>
    public static ConfigurationFile Read(PSCmdlet cmdlet, string path) => Telling(path, () =>
    {
        var file = RegularFile.CheckKind(cmdlet, ConfigurationFile.Find(path));
        if (file != path && Path.GetFileName(file) == ConfigurationFile.YamlName && File.Exists(Path.Combine(path, ConfigurationFile.FlatName)))
            cmdlet.WriteWarning(PlainText.Line($"'{path}' has {ConfigurationFile.YamlName}, which is taken, and {ConfigurationFile.FlatName}, which Flink 1.19 and 1.20 read instead of it. Name the file that is meant, or remove the other."));
        return ConfigurationFile.Read(file, DependencyContext.Yaml);
    });

    /// <summary>The file of a path, or an empty one where it may be made: in a folder that is there, under a name of a configuration.</summary>
    public static ConfigurationFile ReadOrNew(PSCmdlet cmdlet, string path) =>
        !File.Exists(path) && !Directory.Exists(path) && Directory.Exists(Path.GetDirectoryName(path)) && Path.GetExtension(path).ToUpperInvariant() is ".YAML" or ".YML"
            ? ConfigurationFile.Of(path, "", DependencyContext.Yaml) : Read(cmdlet, path);

    /// <summary>Changes a file as it is now.</summary>
    public static ConfigurationFile Update(PSCmdlet cmdlet, string path, Func<ConfigurationFile, ConfigurationFile> change)
    {
        var way = ConfigurationWay.Unchanged;
        var changed = Telling(path, () => ConfigurationFile.Update(path, DependencyContext.Yaml, change, out way));
        if (way is ConfigurationWay.InPlace or ConfigurationWay.InPlaceAlone)
            cmdlet.WriteVerbose($"'{path}' was written where it lies, for no new file can take its place with the same owner, rights and names. {(way == ConfigurationWay.InPlace ? "What it was lay beside it meanwhile, and is removed." : "Nothing can be put beside it, either.")}");
        return changed;
    }

    private static ConfigurationFile Telling(string path, Func<ConfigurationFile> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new FlinkZkException("FlinkConfigNotFound", ErrorCategory.ObjectNotFound, e is FileNotFoundException { InnerException: null } && Directory.Exists(path) ? e.Message : $"There is no file '{path}'.",
                "Name config.yaml, or flink-conf.yaml before Flink 1.19, or the folder with it (Flink's conf).", e);
        }
        catch (FormatException e)
        {
            throw new FlinkZkException("FlinkConfigUnreadable", ErrorCategory.InvalidData, e.Message, "Correct that line, or write it more plainly: a key, a colon, a blank and a value. What Flink reads of YAML beyond that is not all read here.", e);
        }
    }
}
