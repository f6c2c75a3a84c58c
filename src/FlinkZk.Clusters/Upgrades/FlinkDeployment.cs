using System.Security.Cryptography;
using FlinkZk.Clusters.Model;

namespace FlinkZk.Clusters.Upgrades;

/// <summary>How a job is started. It stands in ZooKeeper, so that a change can be gone on with, or taken back, by whoever comes; there without its secrets (<see cref="DeploymentSecrets"/>).</summary>
public sealed record FlinkDeployment
{
    /// <summary>The jar, a file of whoever starts the job.</summary>
    public required string Jar { get; init; }

    /// <summary>The hash of its bytes, hexadecimal: another file of that name is another jar.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The class with the main method; null for the manifest's.</summary>
    public string? EntryClass { get; init; }

    /// <summary>The program's arguments.</summary>
    public IReadOnlyList<string>? Arguments { get; init; }

    /// <summary>The parallelism of operators that name none; null for the cluster's.</summary>
    public int? Parallelism { get; init; }

    /// <summary>Settings of Flink for the job.</summary>
    public IReadOnlyDictionary<string, string>? Configuration { get; init; }

    /// <summary>Whether state that no operator takes is dropped.</summary>
    public bool AllowNonRestoredState { get; init; }

    /// <summary>How savepoints of the job are written, by which it is changed; null for the cluster's way.</summary>
    public FlinkSavepointFormat? SavepointFormat { get; init; }

    /// <summary>The revision of the cluster's configuration that went into it; null where none did.</summary>
    public long? Revision { get; init; }

    /// <summary>The keys of that configuration that went into it: a later revision may take them out again.</summary>
    public IReadOnlyList<string>? ConfiguredKeys { get; init; }

    /// <summary>The hash of a file, as <see cref="Sha256"/> has it.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static async Task<string> HashAsync(string path, CancellationToken cancellationToken = default)
    {
        var file = File.OpenRead(path);
        await using (file.ConfigureAwait(false))
            return Convert.ToHexString(await SHA256.HashDataAsync(file, cancellationToken).ConfigureAwait(false)).ToLowerInvariant();
    }
}
