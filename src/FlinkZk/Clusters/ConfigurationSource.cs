using System.Management.Automation;
using FlinkZk.Clusters.Configuration;

namespace FlinkZk;

/// <summary>Reads files of Flink's configuration, and says in a user's words why one is not read.</summary>
internal static class ConfigurationSource
{
    /// <summary>The file of a path, or the one in a folder.</summary>
    public static ConfigurationFile Read(string path)
    {
        try
        {
            return ConfigurationFile.Read(path, DependencyContext.Yaml);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new FlinkZkException("FlinkConfigNotFound", ErrorCategory.ObjectNotFound, e is FileNotFoundException { InnerException: null } && Directory.Exists(path) ? e.Message : $"There is no file '{path}'.",
                "Name config.yaml, or flink-conf.yaml before Flink 1.19, or the folder with it (Flink's conf).", e);
        }
        catch (FormatException e)
        {
            throw new FlinkZkException("FlinkConfigUnreadable", ErrorCategory.InvalidData, e.Message, "Flink would not start with it either: correct that line.", e);
        }
    }

    /// <summary>The file of a path, or an empty one where there is a folder for it.</summary>
    public static ConfigurationFile ReadOrNew(string path) => !File.Exists(path) && !Directory.Exists(path) && Directory.Exists(Path.GetDirectoryName(path))
        ? ConfigurationFile.Of(path, "", DependencyContext.Yaml) : Read(path);
}
