using System.Management.Automation;
using FlinkZk.Clusters.Model;

namespace FlinkZk;

/// <summary>Jars as users name them: files of their own, or jars that the JobManager has.</summary>
internal static class FlinkJarInput
{
    /// <summary>A file that may be a jar.</summary>
    /// <exception cref="FlinkZkException">It is none.</exception>
    public static string Check(string path)
    {
        var file = RegularFile.Check(path);
        using var content = File.OpenRead(file);
        if (!file.EndsWith(".jar", StringComparison.Ordinal) || content.ReadByte() != 'P' || content.ReadByte() != 'K')
            throw new FlinkZkException("FlinkJarNotUsable", ErrorCategory.InvalidArgument, $"'{path}' is no jar.", "A jar is a zip file whose name ends with .jar. Nothing was sent.");
        return file;
    }

    /// <summary>The jar of an object that a cmdlet gave; null for another.</summary>
    public static FlinkJarFile? Of(object given) => (given is PSObject wrapped ? wrapped.BaseObject : given) is FlinkJar jar ? jar.File : null;
}
