namespace FlinkZk.Clusters.Health;

/// <summary>What this machine sees of a cluster's <c>high-availability.storageDir</c>.</summary>
internal sealed record StorageFacts
{
    /// <summary>Nothing was looked at.</summary>
    public static StorageFacts Unseen { get; } = new();

    /// <summary>Files by the URI in their nodes.</summary>
    public IReadOnlyDictionary<string, StoredFile> Files { get; init; } = new Dictionary<string, StoredFile>(StringComparer.Ordinal);

    /// <summary>Whether the folder of results was seen: without that, that there are none says nothing.</summary>
    public bool SeesResults { get; init; }

    /// <summary>The files of <c>job-result-store/&lt;cluster-id&gt;</c>.</summary>
    public IReadOnlyList<ResultEntry> JobResults { get; init; } = [];

    /// <summary>The files of <c>application-result-store/&lt;cluster-id&gt;</c> (Flink 2.3).</summary>
    public IReadOnlyList<ResultEntry> ApplicationResults { get; init; } = [];

    /// <summary>The folder of the cluster's files, where it is on a disk of this machine alone; else null.</summary>
    public string? LocalFolder { get; init; }

    public StoredFile Of(string? uri) => uri is not null && Files.TryGetValue(uri, out var file) ? file : StoredFile.Unknown;
}
