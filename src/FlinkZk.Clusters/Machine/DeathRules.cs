using System.Globalization;

namespace FlinkZk.Clusters.Machine;

/// <summary>
/// Whether a JobManager is dead, as can be proved on the machine that it ran on. That it does not answer proves nothing: one that is stopped, or cut off, goes on where it was; and while two
/// lead, they take turns for good.
/// </summary>
public static class DeathRules
{
    /// <summary>The verdict, and why.</summary>
    /// <param name="addresses">All addresses that the process has published.</param>
    /// <param name="machine">What is seen of this machine.</param>
    /// <param name="processId">The number that the process had, as the user says; null where it is not known.</param>
    /// <param name="isRunning">Whether a process of that number is there.</param>
    public static (Vitality Verdict, string Reason) Judge(IReadOnlyList<PublishedAddress> addresses, MachineFacts machine, int? processId, bool isRunning)
    {
        ArgumentNullException.ThrowIfNull(addresses);
        ArgumentNullException.ThrowIfNull(machine);
        if (addresses.Count == 0)
            return (Vitality.Unknown, "It has published no address that can be read.");
        if (processId is not null && isRunning)
            return (Vitality.Alive, string.Create(CultureInfo.InvariantCulture, $"The process {processId} is there."));
        foreach (var address in addresses)
        {
            var place = machine.Hosts.GetValueOrDefault(address.Host, HostPlace.Unknown);
            if (place is HostPlace.Elsewhere or HostPlace.Unknown)
                return (Vitality.Unknown, $"It ran on {address.Host}, {(place == HostPlace.Elsewhere ? "another machine than this" : "which is not known here")}.");
            if (place == HostPlace.Loopback && processId is null)
                return (Vitality.Unknown, $"It has published {address.Host}, which does not say on which machine it ran.");
        }
        if (addresses.FirstOrDefault(address => machine.ListeningPorts.Contains(address.Port)) is { } taken)
            return (Vitality.Alive, string.Create(CultureInfo.InvariantCulture, $"Somebody listens on its port {taken.Port}."));
        if (processId is not null)
            return (Vitality.Dead, string.Create(CultureInfo.InvariantCulture, $"The process {processId} is not there, and nobody listens on its ports."));
        if (machine.JobManagers is null)
            return (Vitality.Unknown, "Which processes are JobManagers cannot be seen on this system.");
        // One that starts, or ends, has no port yet, or no more.
        return machine.JobManagers.FirstOrDefault(process => process.Ports is not { Count: > 0 }) is { } silent
            ? (Vitality.Unknown, string.Create(CultureInfo.InvariantCulture, $"The process {silent.Id} is a JobManager{(silent.Ports is null ? " whose ports this user may not see" : " that listens on no port")}: it may be this one."))
            : (Vitality.Dead, "Nobody on this machine listens on its ports, and no other JobManager here can be it.");
    }
}
