namespace FlinkZk.Clusters.Http;

/// <summary>A request that is not answered yet.</summary>
/// <param name="What">Who is asked for what, or why nobody can be asked.</param>
/// <param name="Elapsed">How long it has been tried.</param>
/// <param name="Limit">How long it is tried in all.</param>
public sealed record FlinkWait(string What, TimeSpan Elapsed, TimeSpan Limit)
{
    /// <summary>A line for whoever waits.</summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{What}; {Elapsed.TotalSeconds:0} s, tried for {Limit.TotalSeconds:0} s");
}
