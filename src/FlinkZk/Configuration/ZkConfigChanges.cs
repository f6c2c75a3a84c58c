using System.Collections.ObjectModel;

namespace FlinkZk;

/// <summary>What a revision changed. In one text they are one line.</summary>
public sealed class ZkConfigChanges : ReadOnlyCollection<ZkConfigChange>
{
    internal ZkConfigChanges(IEnumerable<ZkConfigChange> changes) : base([.. changes])
    {
    }

    /// <summary>All of them in one line.</summary>
    public override string ToString() => string.Join("; ", this);
}
