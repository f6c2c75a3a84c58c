using System.Management.Automation;
using FlinkZk.Cmdlets;
using FlinkZk.Coordination;
using FlinkZk.Wire;

namespace FlinkZk.Commands;

/// <summary>Says what Watch-ZkAlert watches for. It is kept in ZooKeeper, with how it stands.</summary>
[Cmdlet(VerbsCommon.New, "ZkAlert", SupportsShouldProcess = true, DefaultParameterSetName = MissingSet)]
[OutputType(typeof(ZkAlert))]
public sealed class NewZkAlertCommand : ZkNodeCmdlet
{
    private const string MissingSet = "Missing", ExistsSet = "Exists", LikeSet = "Like", NumberSet = "Number", LeaderSet = "Leader", HeldSet = "Held", WaitingSet = "Waiting", RunnerSet = "Runner", SessionSet = "Flapping",
        ServerSet = "Server";

    /// <summary>The alert's name.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "";

    /// <summary>A node that is not to be missing.</summary>
    [Parameter(Mandatory = true, ParameterSetName = MissingSet)]
    [ArgumentCompleter(typeof(LiteralNodePathCompleter))]
    [ValidateNotNullOrEmpty]
    public string Missing { get; set; } = "";

    /// <summary>A node that is not to be there.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ExistsSet)]
    [ArgumentCompleter(typeof(LiteralNodePathCompleter))]
    [ValidateNotNullOrEmpty]
    public string Exists { get; set; } = "";

    /// <summary>A node whose value is looked at.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LikeSet)]
    [Parameter(Mandatory = true, ParameterSetName = NumberSet)]
    [ArgumentCompleter(typeof(LiteralNodePathCompleter))]
    [ValidateNotNullOrEmpty]
    public string ValueOf { get; set; } = "";

    /// <summary>What the value is not to be like: * stands for any characters, ? for one; upper and lower case are told apart. The value itself is not told.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LikeSet)]
    [ValidateNotNull]
    public string Like { get; set; } = "";

    /// <summary>The number that the value is not to be above. One of -Above and -Below is needed.</summary>
    [Parameter(ParameterSetName = NumberSet)]
    public double? Above { get; set; }

    /// <summary>The number that the value is not to be below.</summary>
    [Parameter(ParameterSetName = NumberSet)]
    public double? Below { get; set; }

    /// <summary>A lock whose holder is not to change too often, or the path of a node that names a leader, such as /flink/prod/leader/rest_server/connection_info.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LeaderSet)]
    [ArgumentCompleter(typeof(JobNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string LeaderOf { get; set; } = "";

    /// <summary>A lock that is not to be held for longer than -For.</summary>
    [Parameter(Mandatory = true, ParameterSetName = HeldSet)]
    [ArgumentCompleter(typeof(JobNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string Held { get; set; } = "";

    /// <summary>A lock for which nobody is to wait for longer than -For.</summary>
    [Parameter(Mandatory = true, ParameterSetName = WaitingSet)]
    [ArgumentCompleter(typeof(JobNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string WaitingFor { get; set; } = "";

    /// <summary>A runner of Register-FlinkRunner that is not to be gone.</summary>
    [Parameter(Mandatory = true, ParameterSetName = RunnerSet)]
    [ValidateNotNullOrEmpty]
    public string Runner { get; set; } = "";

    /// <summary>The session of whoever watches is not to lose its connection too often.</summary>
    [Parameter(Mandatory = true, ParameterSetName = SessionSet)]
    public SwitchParameter Flapping { get; set; }

    /// <summary>A server, host:port, that is to be healthy as Test-ZkServer has it: answer, not be slow, be in sync; * for all of the session's.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ServerSet)]
    [ValidateNotNullOrEmpty]
    public string Server { get; set; } = "";

    /// <summary>How often it may happen within -Within.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LeaderSet)]
    [Parameter(Mandatory = true, ParameterSetName = SessionSet)]
    [ValidateRange(0, 1000)]
    public int MoreThan { get; set; }

    /// <summary>The time that is counted in.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LeaderSet)]
    [Parameter(Mandatory = true, ParameterSetName = SessionSet)]
    public Duration Within { get; set; }

    /// <summary>For how long it has to be so before the alert is raised.</summary>
    [Parameter]
    public Duration For { get; set; } = new(TimeSpan.FromSeconds(10));

    /// <summary>For how long it has to be otherwise before the alert is cleared.</summary>
    [Parameter]
    public Duration ClearAfter { get; set; } = new(TimeSpan.FromSeconds(10));

    /// <inheritdoc/>
    protected override void Process()
    {
        Target = Name;
        EntityName.Validate(Name, "alert");
        var (session, rule) = Rule();
        if (!ShouldProcess(Name, $"Watch for: {rule.Condition}"))
            return;
        var added = Wait(token => new ValueTask<AlertStatus?>(new AlertStore(session.Client, session.Paths).AddAsync(Name, rule, token)))
            ?? throw new FlinkZkException("AlertExists", ErrorCategory.ResourceExists, $"There is an alert '{Name}' already.", "Choose another name, or remove that one first: Remove-ZkAlert.");
        WriteObject(new ZkAlert(added, session));
    }

    private (ZkSession Session, AlertRule Rule) Rule()
    {
        var rule = new AlertRule { For = For, ClearAfter = ClearAfter };
        switch (ParameterSetName)
        {
            case MissingSet:
                return OfNode(Missing, rule with { Kind = AlertKind.NodeMissing });
            case ExistsSet:
                return OfNode(Exists, rule with { Kind = AlertKind.NodeExists });
            case LikeSet:
                return OfNode(ValueOf, rule with { Kind = AlertKind.NodeValue, Like = Like });
            case NumberSet when Above is null && Below is null:
                throw new FlinkZkException("AlertLimitMissing", ErrorCategory.InvalidArgument, "An alert about a value needs what it is compared with.", "Give -Like, -Above or -Below.");
            case NumberSet:
                return OfNode(ValueOf, rule with { Kind = AlertKind.NodeValue, Above = Above, Below = Below });
            case LeaderSet or SessionSet when Within.Value == TimeSpan.Zero:
                throw new FlinkZkException("AlertLimitMissing", ErrorCategory.InvalidArgument, "Nothing can be counted within no time.", "Give -Within a time, such as 10m.");
            case LeaderSet when LeaderOf.Contains('/', StringComparison.Ordinal):
                return OfNode(LeaderOf, rule with { Kind = AlertKind.LeaderChanges, MoreThan = MoreThan, Within = Within });
            case LeaderSet:
                return OfName(LeaderOf, "lock", rule with { Kind = AlertKind.LeaderChanges, MoreThan = MoreThan, Within = Within });
            case HeldSet:
                return OfName(Held, "lock", rule with { Kind = AlertKind.LockHeld });
            case WaitingSet:
                return OfName(WaitingFor, "lock", rule with { Kind = AlertKind.LockWaiting });
            case RunnerSet:
                return OfName(Runner, "runner", rule with { Kind = AlertKind.RunnerGone });
            case SessionSet:
                return (ActiveSession, rule with { Kind = AlertKind.SessionFlapping, MoreThan = MoreThan, Within = Within });
            default:
                return (ActiveSession, rule with { Kind = AlertKind.ServerUnhealthy, Target = Server == "*" ? null : AServer(Server) });
        }
    }

    private (ZkSession Session, AlertRule Rule) OfNode(string path, AlertRule rule)
    {
        var (session, node) = Locate(path);
        ZnodePath.Validate(node);
        return (session, rule with { Target = node });
    }

    private (ZkSession Session, AlertRule Rule) OfName(string name, string what, AlertRule rule)
    {
        EntityName.Validate(name, what);
        return (ActiveSession, rule with { Target = name });
    }

    private static string AServer(string text)
    {
        try
        {
            if (Client.ConnectionString.Parse(text) is { Servers: [var server], Chroot: ZnodePath.Root })
                return server.ToString();
        }
        catch (FormatException e)
        {
            throw new FlinkZkException("InvalidConnectionString", ErrorCategory.InvalidArgument, e.Message, innerException: e);
        }
        throw new FlinkZkException("InvalidConnectionString", ErrorCategory.InvalidArgument, "An alert is about one server, or about all of the session's.", "Give host:port, or *.");
    }
}
