namespace FlinkZk.Clusters.Layout;

/// <summary>A user whom Java's SASL DIGEST-MD5 knows by a file.</summary>
/// <param name="Name">The name, a word.</param>
/// <param name="Password">The password. It goes into files that only their owner may read, and is never shown.</param>
public sealed record LayoutUser(string Name, string Password)
{
    /// <summary>The name alone.</summary>
    public override string ToString() => Name;
}
