using System.Management.Automation;
using FlinkZk.Cmdlets;
using FlinkZk.Coordination;

namespace FlinkZk.Commands;

/// <summary>Lists the runners that say they are there.</summary>
[Cmdlet(VerbsCommon.Get, "FlinkRunner")]
[OutputType(typeof(FlinkRunner))]
public sealed class GetFlinkRunnerCommand : ZkSessionCmdlet
{
    /// <summary>The runners, wildcards allowed, case-sensitive; without it all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [NoDictionary]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Id { get; set; } = ["*"];

    /// <inheritdoc/>
    protected override void Process()
    {
        var session = ActiveSession;
        var all = Wait(token => new ValueTask<IReadOnlyList<Member>>(Membership.ListAsync(session.Client, session.Paths.Runners, token)));
        foreach (var id in Id)
        {
            ForTarget(id, () =>
            {
                var wanted = new NamePattern(id);
                var found = wanted.Among(all, member => member.Name);
                if (found.Count == 0 && !wanted.IsPattern)
                    throw new FlinkZkException("RunnerNotFound", ErrorCategory.ObjectNotFound, $"There is no runner '{wanted.Name}'.", "Names are case-sensitive; Get-FlinkRunner lists those that are there.");
                foreach (var member in found)
                {
                    if (member.Failure is { } failure)
                        WriteError(failure, session.Paths.Runner(member.Name));
                    WriteObject(new FlinkRunner(member, session));
                }
            });
        }
    }
}
