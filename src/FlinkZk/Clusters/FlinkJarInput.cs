using System.Management.Automation;
using FlinkZk.Clusters.Jobs;
using FlinkZk.Clusters.Model;
using FlinkZk.Clusters.Rest;
using FlinkZk.Clusters.Upgrades;

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

    /// <summary>What a user means: a file of this machine, or a jar that the JobManager has.</summary>
    /// <param name="given">A path, what a cmdlet gave, or an id.</param>
    /// <param name="full">Makes a path whole.</param>
    /// <returns>The file, or the jar.</returns>
    /// <exception cref="FlinkZkException">It is a path of no file, or of no jar.</exception>
    public static (string? File, FlinkJarFile Jar) Choose(object given, Func<string, string> full)
    {
        if (Of(given) is { } published)
            return (null, published);
        var text = given.ToString() ?? "";
        if (File.Exists(full(text)))
            return (Check(full(text)), new() { Id = text, Name = Path.GetFileName(text) });
        // What looks like a path is one: an id has none in it.
        return text.Contains('/', StringComparison.Ordinal) || text.Contains('\\', StringComparison.Ordinal)
            ? throw new FlinkZkException("FileNotFound", ErrorCategory.ObjectNotFound, $"There is no file '{text}'.", "Check the path.")
            : (null, new() { Id = text, Name = text });
    }

    /// <summary>The file of this machine that a jar is, or was published of, and the hash of its bytes; null where nothing tells.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static async ValueTask<(string Path, string Sha256)?> SourceAsync(object given, string? file, CancellationToken cancellationToken) =>
        file is not null ? (file, await FlinkDeployment.HashAsync(file, cancellationToken).ConfigureAwait(false)) : Published(given)?.Source;

    /// <summary>Does something with a jar. A file is taken to the JobManager for it, and removed there again.</summary>
    public static async Task<T> UseAsync<T>(FlinkClient client, (string? File, FlinkJarFile Jar) chosen, TimeSpan timeout, Func<FlinkJarFile, Task<T>> use, CancellationToken cancellationToken)
    {
        if (chosen.File is not { } file)
            return await use(chosen.Jar).ConfigureAwait(false);
        var jar = await client.UploadAsync(file, timeout, cancellationToken).ConfigureAwait(false);
        try
        {
            return await use(jar).ConfigureAwait(false);
        }
        finally
        {
            await new FlinkJobs(client).DiscardAsync(jar).ConfigureAwait(false);
        }
    }

    /// <summary>The jar of an object that a cmdlet gave; null for another.</summary>
    public static FlinkJarFile? Of(object given) => Published(given)?.File;

    private static FlinkJar? Published(object given) => (given is PSObject wrapped ? wrapped.BaseObject : given) as FlinkJar;
}
