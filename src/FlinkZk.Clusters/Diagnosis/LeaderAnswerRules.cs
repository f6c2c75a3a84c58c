using System.Net;
using System.Net.Sockets;
using FlinkZk.Clusters.Health;
using FlinkZk.Clusters.Http;
using FlinkZk.Clusters.Machine;

namespace FlinkZk.Clusters.Diagnosis;

/// <summary>
/// What is proved by how a published REST server was met. That it cannot be reached from here proves nothing, nor does what answers at an address that leads each machine to itself; and
/// what is no word of Flink's may be one of a proxy on the way.
/// </summary>
internal static class LeaderAnswerRules
{
    /// <summary>The verdict, and why.</summary>
    public static LeaderAnswer Judge(LeaderMeeting met)
    {
        if (met.Failure is not { } failure)
        {
            return met.OtherCluster is not { } other ? new(LeaderVerdict.Leads, "It answers.")
                : Proved(met.Place is HostPlace.Here or HostPlace.Elsewhere, $"What answers there is a JobManager of {other}.");
        }
        var isThere = met.Place is HostPlace.Here or HostPlace.Elsewhere || met.IsOurs;
        return failure switch
        {
            { ServerText: not null, Status: >= HttpStatusCode.InternalServerError } => Proved(isThere, Ended($"It answers {(int)failure.Status}: {failure.Message}")),
            { Problem: FlinkProblem.Timeout, Status: null } when met.TakesConnections => Proved(isThere, Ended($"It takes connections, and answers nothing: {failure.Message}")),
            { Problem: FlinkProblem.ForeignAnswer } => Proved(met.Place == HostPlace.Here, "What answers there is no Flink."),
            _ when IsRefused(failure) => Proved(met.Place == HostPlace.Here, Ended($"Nobody listens there: {failure.Message}")),
            _ => new(LeaderVerdict.Unknown, Ended(failure.Message)),
        };

        LeaderAnswer Proved(bool isProved, string reason) => isProved ? new(LeaderVerdict.DoesNotLead, reason)
            : new(LeaderVerdict.Unknown, $"{reason} That proves nothing: {(met.Place == HostPlace.Loopback ? "the address leads each machine to itself" : "this machine is not the one that it names, and something may stand in between")}.");
    }

    private static bool IsRefused(FlinkException failure)
    {
        for (Exception? cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is SocketException { SocketErrorCode: SocketError.ConnectionRefused })
                return true;
        }
        return false;
    }

    private static string Ended(string text) => text.EndsWith('.') ? text : text + ".";
}
