using System.Net;
using System.Net.Sockets;
using FlinkZk.Clusters.Diagnosis;
using FlinkZk.Clusters.Health;
using FlinkZk.Clusters.Http;
using FlinkZk.Clusters.Machine;

namespace FlinkZk.Clusters.Tests.Diagnosis;

/// <summary>That a leader does not answer is told only where it is proved.</summary>
public sealed class LeaderAnswerRulesTests
{
    public static TheoryData<string, HostPlace, bool, LeaderVerdict> Cases => new()
    {
        { "well", HostPlace.Loopback, false, LeaderVerdict.Leads },
        { "503", HostPlace.Here, false, LeaderVerdict.DoesNotLead },
        { "503", HostPlace.Elsewhere, false, LeaderVerdict.DoesNotLead },
        { "503", HostPlace.Loopback, true, LeaderVerdict.DoesNotLead },
        { "503", HostPlace.Loopback, false, LeaderVerdict.Unknown },
        { "503", HostPlace.Unknown, false, LeaderVerdict.Unknown },
        { "502 of a proxy", HostPlace.Here, false, LeaderVerdict.Unknown },
        { "silent", HostPlace.Here, false, LeaderVerdict.DoesNotLead },
        { "silent", HostPlace.Elsewhere, false, LeaderVerdict.DoesNotLead },
        { "silent", HostPlace.Loopback, true, LeaderVerdict.DoesNotLead },
        { "silent", HostPlace.Loopback, false, LeaderVerdict.Unknown },
        { "out of reach", HostPlace.Here, false, LeaderVerdict.Unknown },
        { "out of reach", HostPlace.Elsewhere, false, LeaderVerdict.Unknown },
        { "refused", HostPlace.Here, false, LeaderVerdict.DoesNotLead },
        { "refused", HostPlace.Elsewhere, false, LeaderVerdict.Unknown },
        { "refused", HostPlace.Loopback, false, LeaderVerdict.Unknown },
        { "no Flink", HostPlace.Here, false, LeaderVerdict.DoesNotLead },
        { "no Flink", HostPlace.Elsewhere, false, LeaderVerdict.Unknown },
        { "another cluster", HostPlace.Here, false, LeaderVerdict.DoesNotLead },
        { "another cluster", HostPlace.Elsewhere, false, LeaderVerdict.DoesNotLead },
        { "another cluster", HostPlace.Loopback, false, LeaderVerdict.Unknown },
        { "wants a password", HostPlace.Here, false, LeaderVerdict.Unknown },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void It_is_proved_or_not(string met, HostPlace place, bool isOurs, LeaderVerdict verdict)
    {
        var answer = LeaderAnswerRules.Judge(Met(met) with { Place = place, IsOurs = isOurs });
        Assert.True(answer.Verdict == verdict, $"{met} {place}: {answer}");
        Assert.EndsWith(".", answer.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("503", "It answers 503: ")]
    [InlineData("silent", "It takes connections, and answers nothing: ")]
    [InlineData("refused", "Nobody listens there: ")]
    [InlineData("another cluster", "What answers there is a JobManager of the cluster '/flink/two'.")]
    public void What_was_met_is_the_reason(string met, string begin) =>
        Assert.StartsWith(begin, LeaderAnswerRules.Judge(Met(met) with { Place = HostPlace.Here }).Reason, StringComparison.Ordinal);

    private static LeaderMeeting Met(string what) => what switch
    {
        "well" => new(null, null),
        "another cluster" => new(null, "the cluster '/flink/two'"),
        "503" => Failed(new(FlinkProblem.NotReached, FlinkOutcome.NotDone, "GET http://jm1:8081/jobmanager/config: Service temporarily unavailable") { Status = HttpStatusCode.ServiceUnavailable, ServerText = "Service temporarily unavailable" }),
        "502 of a proxy" => Failed(new(FlinkProblem.NotReached, FlinkOutcome.Unknown, "502 and no word of Flink's") { Status = HttpStatusCode.BadGateway }),
        "silent" => Failed(new(FlinkProblem.Timeout, FlinkOutcome.Unknown, "no answer within 2 s")) with { TakesConnections = true },
        "out of reach" => Failed(new(FlinkProblem.Timeout, FlinkOutcome.Unknown, "no answer within 2 s")),
        "refused" => Failed(new(FlinkProblem.NotReached, FlinkOutcome.NotDone, "Connection refused", new HttpRequestException("", new SocketException((int)SocketError.ConnectionRefused)))),
        "no Flink" => Failed(new(FlinkProblem.ForeignAnswer, FlinkOutcome.Unknown, "something else") { Status = HttpStatusCode.OK }),
        "wants a password" => Failed(new(FlinkProblem.Denied, FlinkOutcome.NotDone, "401 and no word of Flink's") { Status = HttpStatusCode.Unauthorized }),
        _ => throw new ArgumentOutOfRangeException(nameof(what)),
    };

    private static LeaderMeeting Failed(FlinkException failure) => new(failure, null);
}
