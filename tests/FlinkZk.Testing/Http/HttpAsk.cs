namespace FlinkZk.Testing;

/// <summary>A request as it came.</summary>
/// <param name="Method">GET and the like.</param>
/// <param name="Path">Path and query.</param>
/// <param name="Headers">By name, in any case.</param>
/// <param name="Body">The body as text of one byte a character.</param>
public sealed record HttpAsk(string Method, string Path, IReadOnlyDictionary<string, string> Headers, string Body)
{
    /// <summary>Method and path.</summary>
    public override string ToString() => $"{Method} {Path}";
}
