using System.Management.Automation;
using FlinkZk.Cmdlets;

namespace FlinkZk.Commands;

/// <summary>Carries out the changes of a script block together or not at all.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "ZkTransaction", SupportsShouldProcess = true)]
[OutputType(typeof(ZkTransactionResult))]
public sealed class InvokeZkTransactionCommand : ZkSessionCmdlet
{
    private const string Preference = "ErrorActionPreference";
    private BlockRun? _run;

    /// <summary>What to do. New-ZkNode, Set-ZkNode, Remove-ZkNode and Test-ZkNode -ExpectedVersion in it wait for its end and give nothing; an error in it ends it, and nothing is sent.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNull]
    public ScriptBlock ScriptBlock { get; set; } = null!;

    private protected override bool JoinsTransactions => true;

    /// <inheritdoc/>
    protected override void End() => EndingError.Guard(this, () => Target, CarryOut, StopToken);

    private void CarryOut()
    {
        var state = ModuleState.Current;
        if (state.Transaction is not null)
        {
            throw new FlinkZkException("NestedTransaction", ErrorCategory.InvalidOperation, "There is a transaction already, whose block runs.",
                "ZooKeeper has none within another: put all changes into one block.");
        }
        var transaction = new NodeTransaction(ActiveSession);
        state.Transaction = transaction;
        try
        {
            RunBlock();
        }
        finally
        {
            state.Transaction = null;
        }
        if (transaction.Changes.Count > 0 && ShouldProcess(string.Join(", ", transaction.Changes), "Carry out together"))
            Send(transaction);
    }

    /// <inheritdoc/>
    protected override void StopProcessing()
    {
        base.StopProcessing();
        _run?.Stop();
    }

    private void Send(NodeTransaction transaction)
    {
        try
        {
            WriteObject(Wait(transaction.SendAsync), enumerateCollection: true);
        }
        catch (NodeTransactionException e)
        {
            Target = e.Path;
            throw e.Error;
        }
    }

    // An error that the block goes on behind would leave half a transaction to be sent.
    private void RunBlock()
    {
        var variables = SessionState.PSVariable;
        var before = variables.GetValue(Preference);
        variables.Set(Preference, ActionPreference.Stop);
        using var run = new BlockRun(this, ScriptBlock);
        _run = run;
        try
        {
            run.Invoke(underscore: null);
        }
        finally
        {
            _run = null;
            variables.Set(Preference, before);
        }
    }
}
