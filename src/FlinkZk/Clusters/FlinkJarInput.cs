using System.Management.Automation;
using FlinkZk.Client;
using FlinkZk.Clusters.Http;
using FlinkZk.Clusters.Model;
using FlinkZk.Clusters.Rest;

namespace FlinkZk;

/// <summary>Jars as users name them: files of their own, or jars that the JobManager has.</summary>
internal static class FlinkJarInput
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

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

    /// <summary>Removes what was taken to the JobManager for one start. A jar that stays there does no harm, and the start's own error counts more.</summary>
    public static async Task DiscardAsync(FlinkClient client, FlinkJarFile jar)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await client.RemoveJarAsync(jar, patience.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is FlinkException or OperationCanceledException or ZkException or ObjectDisposedException)
        {
            // With its JobManager it is gone.
        }
    }
}
