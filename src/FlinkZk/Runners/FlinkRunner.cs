using System.Management.Automation;
using FlinkZk.Coordination;

namespace FlinkZk;

/// <summary>A runner that says it is there, as everybody can see it.</summary>
public sealed class FlinkRunner : IBySession, IShown
{
    private readonly Member _member;
    private readonly RunnerInfo _info;
    private readonly ZkSession _session;

    internal FlinkRunner(Member member, ZkSession session) => (_member, _info, _session) = (member, RunnerInfo.FromJson(member.Data), session);

    /// <summary>Its name.</summary>
    public string Id => _member.Name;

    /// <summary>The machine, as it says.</summary>
    public string? Host => _info.Host;

    /// <summary>The process, as it says.</summary>
    public int? ProcessId => _info.Pid;

    /// <summary>The operating system's user, as it says.</summary>
    public string? User => _info.User;

    /// <summary>Who it says to be, in one text.</summary>
    public string? ClaimedBy => ClaimText.Of(User, Host, ProcessId);

    /// <summary>How many jobs it takes at once; null where it does not say.</summary>
    public int? Slots => _info.Slots;

    /// <summary>The jobs that it is for.</summary>
    public string[] Jobs => [.. _info.Jobs ?? []];

    /// <summary>What it is for, in its words.</summary>
    public string? Purpose => _info.Purpose;

    /// <summary>Since when it is there, by the server's clock.</summary>
    public PSObject Since => ShownValue.IsoTime(_member.Since);

    /// <summary>Grows with each runner that comes under the name.</summary>
    public long Token => _member.Token;

    ZkSession IBySession.Session => _session;

    string? IShown.ShownKey => PlainText.Line(Id);

    string? IShown.ShownClaim => PlainText.Line(ClaimedBy);

    string? IShown.ShownPurpose => PlainText.Line(Purpose);

    string? IShown.ShownJob => PlainText.Line(string.Join(", ", Jobs));

    string? IShown.ShownSince => ViewText.Time(_member.Since);

    /// <summary>Its name, and who it says to be.</summary>
    public override string ToString() => PlainText.Line($"{Id}: {ClaimedBy ?? "somebody"}");
}
