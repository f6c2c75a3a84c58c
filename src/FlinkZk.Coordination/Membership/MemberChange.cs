namespace FlinkZk.Coordination;

/// <summary>What has become of a member.</summary>
/// <param name="Kind">What.</param>
/// <param name="Member">The member as it is; of one that has left, as it was.</param>
public sealed record MemberChange(MemberChangeKind Kind, Member Member);
