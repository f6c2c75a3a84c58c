using FlinkZk.Coordination;

namespace FlinkZk;

/// <summary>What a revision did to one value.</summary>
public sealed class ZkConfigChange
{
    internal ZkConfigChange(ConfigurationChange change) => (Job, Key, From, To) = (change.Job, change.Key, change.From, change.To);

    /// <summary>The job; null for a default.</summary>
    public string? Job { get; }

    /// <summary>The key.</summary>
    public string Key { get; }

    /// <summary>The JSON literal before; null where there was none, *** for a secret.</summary>
    public string? From { get; }

    /// <summary>The JSON literal after; null where it was removed, *** for a secret.</summary>
    public string? To { get; }

    /// <summary>job/key: from -> to.</summary>
    public override string ToString() => PlainText.Line($"{(Job is null ? "" : Job + "/")}{Key}: {From ?? "(none)"} -> {To ?? "(removed)"}");
}
