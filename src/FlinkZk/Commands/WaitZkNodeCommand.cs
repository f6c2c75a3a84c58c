using System.Management.Automation;
using FlinkZk.Cmdlets;

namespace FlinkZk.Commands;

/// <summary>Waits until a node exists, is gone, holds a value or has children. It watches, and asks only when something happened.</summary>
[Cmdlet(VerbsLifecycle.Wait, "ZkNode", DefaultParameterSetName = PathSet)]
[OutputType(typeof(ZkNode))]
public sealed class WaitZkNodeCommand : ZkOneNodeCmdlet
{
    /// <summary>Waits until the node does not exist; then there is nothing to give.</summary>
    [Parameter]
    [Alias("Absent", "Deleted")]
    public SwitchParameter Gone { get; set; }

    /// <summary>Waits until the node holds this: text, bytes or a single value, compared byte by byte.</summary>
    [Parameter]
    [AllowEmptyString]
    public PSObject? Value { get; set; }

    /// <summary>Waits until the node's text matches this regular expression, as -cmatch does: upper and lower case are told apart.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Match { get; set; }

    /// <summary>Waits until the node has at least so many children.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int MinChildCount { get; set; }

    /// <summary>How long to wait; then it is an error. Without it there is no end.</summary>
    [Parameter]
    public Duration Timeout { get; set; }

    /// <inheritdoc/>
    protected override void Process() => EndingError.Guard(this, () => Target, WaitForNode, StopToken);

    private void WaitForNode()
    {
        var (session, path) = OneNode();
        var condition = Condition();
        using var deadline = DeadlineOf(session, Timeout, nameof(Timeout));
        try
        {
            if (Wait(_ => NodeWaiter.WaitAsync(session, path, condition, deadline.Token)) is { } node)
                LiveOutput.Write(() => WriteObject(node));
        }
        catch (OperationCanceledException) when (deadline.IsOver)
        {
            throw new FlinkZkException("NodeWaitTimeout", ErrorCategory.OperationTimeout, $"After {Timeout} '{path}' {condition.Unmet}.",
                "Wait longer, or look at what should have done it: Get-ZkNode, Get-ZkChildNode.");
        }
    }

    private NodeCondition Condition()
    {
        var given = MyInvocation.BoundParameters;
        if (Gone && (given.ContainsKey(nameof(Value)) || Match is not null || MinChildCount > 0))
        {
            throw new FlinkZkException("InvalidArgument", ErrorCategory.InvalidArgument, "A node that is gone has neither a value nor children: -Gone goes with no other condition.",
                "Leave -Gone out, or the others.");
        }
        return new(Gone, given.ContainsKey(nameof(Value)), NodeContent.ToBytes(Value), Match, MinChildCount);
    }
}
