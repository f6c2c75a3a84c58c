using System.Text.Json.Serialization;

namespace FlinkZk;

/// <summary>A step of a stream's definition: plain data, which can be printed, saved and read back. <see cref="AddTo"/> makes of it what runs.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "step")]
[JsonDerivedType(typeof(SourceStep), "source")]
[JsonDerivedType(typeof(FilterStep), "filter")]
[JsonDerivedType(typeof(MapStep), "map")]
[JsonDerivedType(typeof(SelectStep), "select")]
[JsonDerivedType(typeof(WindowStep), "window")]
[JsonDerivedType(typeof(JoinStep), "join")]
[JsonDerivedType(typeof(TopStep), "top")]
[JsonDerivedType(typeof(DistinctStep), "distinct")]
[JsonDerivedType(typeof(ProcessStep), "process")]
[JsonDerivedType(typeof(SinkStep), "sink")]
internal abstract record StreamStep
{
    /// <summary>Its name, unique in the stream; by it its state is found again.</summary>
    [JsonPropertyOrder(-2)]
    public string Name { get; init; } = "";

    /// <summary>The outputs whose records it takes: names of steps, of side outputs with a point: <c>window.late</c>.</summary>
    [JsonPropertyOrder(-1)]
    public IReadOnlyList<string> From { get; init; } = [];

    /// <summary>What it is called if nobody gives it a name.</summary>
    internal abstract string Kind { get; }

    /// <summary>The property by which it keys records; null = by none.</summary>
    internal virtual string? KeyText => null;

    /// <summary>How it runs: built in, a batch or a record at a time, compiled, or as a script.</summary>
    internal virtual string Runs => "built in";

    /// <summary>Why it runs no faster; null where there is nothing to say.</summary>
    internal virtual string? Reason => null;

    /// <summary>All outputs that it takes from.</summary>
    internal virtual IEnumerable<string> Inputs => From;

    /// <summary>What it does, in one line.</summary>
    public abstract string Describe();

    /// <summary>The same step where other steps have other names.</summary>
    public virtual StreamStep Renamed(string name, Func<string, string> rename) => this with { Name = name, From = [.. From.Select(rename)] };

    /// <summary>Adds it to what runs.</summary>
    public abstract void AddTo(StreamBuild build);
}
