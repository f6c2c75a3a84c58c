using System.Collections;
using System.Management.Automation;
using FlinkZk.Cmdlets;

namespace FlinkZk.Commands;

/// <summary>Carries out the changes of a script block together or not at all.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "ZkTransaction", SupportsShouldProcess = true)]
[OutputType(typeof(ZkTransactionResult))]
public sealed class InvokeZkTransactionCommand : ZkSessionCmdlet
{

    /// <summary>What to do. New-ZkNode, Set-ZkNode, Remove-ZkNode and Test-ZkNode -ExpectedVersion in it wait for its end and give nothing; an error in it ends it, and nothing is sent.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNull]
    public ScriptBlock ScriptBlock { get; set; } = null!;

    private protected override bool JoinsTransactions => true;

    /// <inheritdoc/>
    protected override void End() => EndingError.Guard(this, () => Target, CarryOut, StopToken);

    private void CarryOut()
    {
        if (NodeTransaction.Current is { } outer)
        {
            var nested = new FlinkZkException("NestedTransaction", ErrorCategory.InvalidOperation, "There is a transaction already, whose block runs.",
                "ZooKeeper has none within another: put all changes into one block.");
            outer.Fail(ErrorMapper.ToErrorRecord(nested, Target));
            throw nested;
        }
        var transaction = new NodeTransaction(ActiveSession);
        NodeTransaction.Current = transaction;
        var before = LatestError();
        try
        {
            RunBlock();
        }
        finally
        {
            NodeTransaction.Current = null;
        }
        if (Unbound(before) is { } unbound)
            transaction.Fail(unbound);
        if (transaction.Failure is { } failure)
        {
            Target = failure.TargetObject;
            throw new FlinkZkException("TransactionIncomplete", ErrorCategory.InvalidOperation, $"Nothing was sent, because of an error in the block: {failure.Exception.Message}",
                "Mend it, or leave the command out of the block: a transaction is all of the block.", failure.Exception);
        }
        if (transaction.Changes.Count > 0 && ShouldProcess(string.Join(", ", transaction.Changes), "Carry out together"))
            Send(transaction);
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

    // What cannot be bound to a command's parameters never reaches the command, and with -ErrorAction or try the block goes on behind it: only $Error tells.
    private ErrorRecord? Unbound(object? before) => Errors().Cast<object>().TakeWhile(error => !ReferenceEquals(error, before)).OfType<ErrorRecord>()
        .FirstOrDefault(error => error is { Exception: ParameterBindingException, InvocationInfo.MyCommand: CmdletInfo { ImplementingType: { } type } } && type.Assembly == typeof(NodeTransaction).Assembly);

    private object? LatestError() => Errors().Cast<object>().FirstOrDefault();

    private ArrayList Errors() => SessionState.PSVariable.GetValue("global:Error") as ArrayList ?? [];

    // An error that the block goes on behind would leave half a transaction to be sent.
    private void RunBlock()
    {
        using var preference = new BlockVariable(this, ScriptBlock, "ErrorActionPreference", ActionPreference.Stop);
        using var run = new BlockRun(this, ScriptBlock, StopToken);
        run.Invoke(BlockRun.CallersUnderscore);
    }
}
