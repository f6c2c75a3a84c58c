namespace FlinkZk.Clusters.Layout;

/// <summary>A file that a host needs.</summary>
/// <param name="Host">The host, as it was named; empty for one beside all hosts.</param>
/// <param name="Path">Where it lies below the host's folder, with slashes.</param>
/// <param name="Text">What it holds.</param>
public sealed record PlannedFile(string Host, string Path, string Text)
{
    /// <summary>Whether it holds a password: only its owner may read it, and what it holds is not shown.</summary>
    public bool IsSecret { get; init; }

    /// <summary>Where it lies below a folder.</summary>
    public string In(string folder) => System.IO.Path.Combine([folder, .. Host.Length == 0 ? (string[])[] : [Host], .. Path.Split('/')]);

    /// <summary>The file, and the host.</summary>
    public override string ToString() => Host.Length == 0 ? Path : $"{Host}/{Path}";
}
