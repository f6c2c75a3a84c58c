namespace FlinkZk.Server.Log;

/// <summary>What a repair did, for whoever has to answer for it.</summary>
/// <param name="LastZxid">The last transaction that is left.</param>
/// <param name="LastKnownZxid">The last one that is known to have been there; those between are lost. Less than <paramref name="LastZxid"/> if none is known.</param>
/// <param name="SetAside">Files that keep, unchanged, what was damaged or could not be used.</param>
/// <param name="Problems">What was found, one sentence each.</param>
internal sealed record RepairReport(long LastZxid, long LastKnownZxid, IReadOnlyList<string> SetAside, IReadOnlyList<string> Problems)
{
    /// <summary>Whether anything had to be done.</summary>
    public bool WasNeeded => Problems.Count > 0;

    public override string ToString() => WasNeeded
        ? $"{string.Join(Environment.NewLine, Problems)}{Environment.NewLine}{Lost()} Set aside: {string.Join(", ", SetAside)}."
        : $"Nothing is damaged. The last transaction is 0x{LastZxid:x}.";

    private string Lost() => LastKnownZxid > LastZxid
        ? $"Transactions 0x{LastZxid + 1:x} to 0x{LastKnownZxid:x} are lost; the log ends with 0x{LastZxid:x}."
        : $"The log ends with 0x{LastZxid:x}; no transaction after it is known.";
}
