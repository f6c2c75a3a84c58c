using System.Management.Automation;
using FlinkZk.Cmdlets;
using FlinkZk.Coordination;

namespace FlinkZk;

/// <summary>Says that others may take away what a session with an identity puts somewhere: a warning once a session and node, an error where the session is strict.</summary>
internal static class StrangersCheck
{
    /// <exception cref="FlinkZkException">The session is strict.</exception>
    public static void Tell(FlinkZkCmdlet cmdlet, ZkSession session, IEnumerable<ForeignRights> found)
    {
        foreach (var rights in found)
        {
            if (session.IsStrict)
                throw new FlinkZkException("ParentNotOwned", ErrorCategory.SecurityError, $"{Describe(rights)} The session is strict: nothing was done.", Advice(rights));
            if (session.IsFirstTold(rights.Path))
                cmdlet.WriteWarning($"{Describe(rights)} {Advice(rights)}");
        }
    }

    private static string Describe(ForeignRights rights) => rights.Who.Count == 0
        ? $"Who may take away what this session puts into '{rights.Path}' cannot be told: its access control list may not be read."
        : $"{string.Join(", ", rights.Who)} may take away what this session puts into '{rights.Path}'.";

    private static string Advice(ForeignRights rights) => $"Set-ZkAcl -LiteralPath '{rights.Path}' auth::cdrwa closes it, by whoever may; about_FlinkZk_Security says how to lay the root.";
}
