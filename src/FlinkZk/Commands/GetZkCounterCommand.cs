using System.Management.Automation;
using FlinkZk.Cmdlets;
using FlinkZk.Coordination;

namespace FlinkZk.Commands;

/// <summary>Reads counters.</summary>
[Cmdlet(VerbsCommon.Get, "ZkCounter")]
[OutputType(typeof(ZkCounter))]
public sealed class GetZkCounterCommand : ZkSessionCmdlet
{
    /// <summary>The counters, wildcards allowed, case-sensitive; without it all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(CounterNameCompleter))]
    [NoDictionary]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Name { get; set; } = ["*"];

    /// <inheritdoc/>
    protected override void Process()
    {
        var session = ActiveSession;
        foreach (var name in Name)
            ForTarget(name, () => Find(session, name));
    }

    private void Find(ZkSession session, string name)
    {
        var wanted = new NamePattern(name);
        var found = wanted.IsPattern ? wanted.Among(Wait(token => CounterNames.ListAsync(session, token)), one => one) : [wanted.Name];
        foreach (var one in found)
        {
            ForTarget(one, () =>
            {
                EntityName.Validate(one, "counter");
                if (Wait(token => new ValueTask<CounterValue?>(new DistributedCounter(session.Client, session.Paths.Counter(one)).ReadAsync(token))) is { } value)
                    WriteObject(new ZkCounter(one, value, session));
                else if (!wanted.IsPattern)
                    throw new FlinkZkException("CounterNotFound", ErrorCategory.ObjectNotFound, $"There is no counter '{one}'.", "Names are case-sensitive; Get-ZkCounter lists them. The first Step-ZkCounter makes one.");
            });
        }
    }
}
