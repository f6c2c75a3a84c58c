using System.Globalization;
using System.Management.Automation;
using FlinkZk.Cmdlets;
using FlinkZk.Coordination;

namespace FlinkZk.Commands;

/// <summary>Steps a counter once, whoever steps it at the same time and whatever becomes of the connection, and gives what the step made of it.</summary>
[Cmdlet(VerbsCommon.Step, "ZkCounter", SupportsShouldProcess = true)]
[OutputType(typeof(ZkCounter))]
public sealed class StepZkCounterCommand : ZkSessionCmdlet
{
    /// <summary>The counters; one that does not exist yet begins at 0.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(CounterNameCompleter))]
    [NoDictionary]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = [];

    /// <summary>How much is added; less than 0 takes away.</summary>
    [Parameter(Position = 1)]
    public long By { get; set; } = 1;

    /// <inheritdoc/>
    protected override void Process()
    {
        var session = ActiveSession;
        foreach (var name in Name)
            ForTarget(name, () => Step(session, name));
    }

    private void Step(ZkSession session, string name)
    {
        EntityName.Validate(name, "counter");
        if (!ShouldProcess(name, string.Create(CultureInfo.InvariantCulture, $"Step counter by {By}")))
            return;
        try
        {
            WriteObject(new ZkCounter(name, Wait(token => new ValueTask<CounterValue>(new DistributedCounter(session.Client, session.Paths.Counter(name)).StepAsync(By, token))), session));
        }
        catch (OverflowException e)
        {
            throw new FlinkZkException("CounterRange", ErrorCategory.LimitsExceeded, $"'{name}' would leave the range of a whole number of 64 bits. It was not stepped.", "Step it by less, or remove its node and begin anew.", e);
        }
    }
}
