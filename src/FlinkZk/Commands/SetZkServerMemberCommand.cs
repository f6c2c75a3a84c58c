using System.Management.Automation;
using FlinkZk.Cmdlets;

namespace FlinkZk.Commands;

/// <summary>Stops, cuts off or brings back members of an ensemble of this process, to see what clients do then.</summary>
[Cmdlet(VerbsCommon.Set, "ZkServerMember", SupportsShouldProcess = true)]
[OutputType(typeof(ZkServerMember))]
public sealed class SetZkServerMemberCommand : FlinkZkCmdlet
{
    /// <summary>What is to become of them.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public ZkServerMemberAction State { get; set; }

    /// <summary>The members, as Get-ZkServerMember gives them.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    public ZkServerMember[] Member { get; set; } = [];

    /// <summary>Gives the changed members.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        foreach (var member in Member)
        {
            ForTarget(member, () =>
            {
                if (member.Server.State == ZkEmbeddedServerState.Stopped)
                    throw new FlinkZkException("ServerStopped", ErrorCategory.InvalidOperation, $"The ensemble of {member} is stopped, and its members with it.", "Start-ZkServer -Ensemble starts another one.");
                if (!ShouldProcess(member.ToString(), $"Make it {State}"))
                    return;
                Wait(token => ChangeAsync(member, token));
                if (PassThru)
                    WriteObject(member);
            });
        }
    }

    private async ValueTask ChangeAsync(ZkServerMember member, CancellationToken token)
    {
        if (State == ZkServerMemberAction.Stopped)
        {
            await member.Core.StopAsync(token).ConfigureAwait(false);
            return;
        }
        await member.Core.StartAsync(token).ConfigureAwait(false);
        if (State == ZkServerMemberAction.CutOff)
            await member.Core.CutOffAsync(token).ConfigureAwait(false);
        else
            await member.Core.RejoinAsync(token).ConfigureAwait(false);
    }
}
