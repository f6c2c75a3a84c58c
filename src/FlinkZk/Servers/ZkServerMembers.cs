using System.Collections.ObjectModel;

namespace FlinkZk;

/// <summary>The members of an ensemble. In one text they are one line.</summary>
public sealed class ZkServerMembers : ReadOnlyCollection<ZkServerMember>
{
    internal ZkServerMembers(IEnumerable<ZkServerMember> members) : base([.. members])
    {
    }

    /// <summary>All of them in one line.</summary>
    public override string ToString() => string.Join("; ", this);
}
