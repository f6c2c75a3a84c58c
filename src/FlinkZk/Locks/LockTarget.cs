using FlinkZk.Coordination;

namespace FlinkZk;

/// <summary>One place in the queue of a job's lock.</summary>
internal sealed record LockTarget(ZkSession Session, string Job, LockContender Contender)
{
    /// <summary>What is done to it.</summary>
    public LockAdministration Administration => new(Session.Client, Session.Paths, Job);

    /// <summary>The node and whose it is, for ShouldProcess.</summary>
    public override string ToString() =>
        $"{Job}: {Contender.Path}, {(Contender.IsHolder ? "held" : "waited for")} by {ClaimText.Of(Contender.Holder.User, Contender.Holder.Host, Contender.Holder.Pid) ?? "somebody"}";
}
