using FlinkZk.Wire;

namespace FlinkZk.Server.Watches;

/// <summary>Who is told of events: a connection.</summary>
internal interface IWatcher
{
    /// <summary>Whether it is gone for good: whatever was armed for it after that would stay for ever.</summary>
    bool IsGone { get; }

    /// <summary>Hears that all watches together take too much, and that it has no fewer than others.</summary>
    void HasTooMany()
    {
    }

    /// <summary>Takes an event if its identities may read the node.</summary>
    /// <param name="frame">The whole frame, with its length.</param>
    /// <param name="acl">The access control list of the node concerned.</param>
    void Deliver(ReadOnlySpan<byte> frame, IReadOnlyList<Acl> acl);
}
