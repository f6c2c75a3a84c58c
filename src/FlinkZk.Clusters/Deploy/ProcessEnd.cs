using System.Globalization;
using FlinkZk.Clusters.Jobs;
using FlinkZk.Clusters.Machine;

namespace FlinkZk.Clusters.Deploy;

/// <summary>Ends a JobManager of this machine that is nobody's child, as its own scripts do.</summary>
internal static class ProcessEnd
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    /// <summary>Asks it to end, and waits until it has.</summary>
    /// <param name="process">The system's number of it.</param>
    /// <param name="leader">Its address.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Gives the wait up.</param>
    /// <exception cref="DeployException">This user may not, or it has not ended.</exception>
    public static async Task RunAsync(int process, string leader, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!ProcessSignal.Terminate(process))
            throw new DeployException(DeployProblem.LeaderUnknown, string.Create(CultureInfo.InvariantCulture, $"The process {process} of the leader {leader} cannot be ended by this user."));
        var pace = new Pace(time, Deadline);
        while (MachineReader.IsRunning(process))
        {
            if (!await pace.NextAsync(cancellationToken).ConfigureAwait(false))
                throw new DeployException(DeployProblem.LeaderAlive, string.Create(CultureInfo.InvariantCulture, $"The process {process} of the leader {leader} was asked to end, and has not after {Deadline.TotalSeconds:0} s."));
        }
    }
}
