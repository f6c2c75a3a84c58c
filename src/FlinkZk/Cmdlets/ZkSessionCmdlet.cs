using System.Management.Automation;
using FlinkZk.Wire;

namespace FlinkZk.Cmdlets;

/// <summary>The second rung: a cmdlet that works on a session, the one of <c>-Session</c> or else the runspace's last.</summary>
public abstract class ZkSessionCmdlet : FlinkZkCmdlet
{
    /// <summary>The session; without it the runspace's last one is used.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [SessionArgument]
    [ArgumentCompleter(typeof(SessionValueCompleter))]
    [ValidateNotNull]
    public ZkSession? Session { get; set; }

    /// <summary>The session to work on.</summary>
    /// <exception cref="FlinkZkException">There is none.</exception>
    private protected ZkSession ActiveSession => Permitted(Session ?? NodeTransaction.Current?.Session ?? RunspaceSessions.Current.Default ?? throw SessionNotFound.NotConnected());

    /// <summary>Writes what is followed as it comes, until so much or so long was asked for.</summary>
    private protected void PumpUntil<T>(ZkSession session, Duration? timeout, int count, Func<CancellationToken, IAsyncEnumerable<T>> source, Action<T> write)
    {
        using var deadline = new Deadline(timeout is { } given ? given.Value : Timeout.InfiniteTimeSpan, session.Client.TimeProvider, StopToken);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token);
        try
        {
            Pump(_ => source(end.Token), item =>
            {
                if (count == 0)
                    return;
                LiveOutput.Write(() => write(item));
                if (--count == 0)
                    end.Cancel();
            });
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested && !StopToken.IsCancellationRequested)
        {
            // So much, or so long, was asked for.
        }
    }

    // What changes things, and cannot wait for the block's end, would be done although the block fails.
    private protected ZkSession Permitted(ZkSession session) => JoinsTransactions || NodeTransaction.Current is null || !ChangesThings
        ? session : throw NodeTransaction.Refuse(MyInvocation.MyCommand.Name);

    private bool ChangesThings => MyInvocation.MyCommand.Parameters.ContainsKey("WhatIf");

    // Whatever -ErrorAction says: what it was to do is missing, and the rest would be half a transaction.
    private protected override void BeforeError(ErrorRecord record)
    {
        if (JoinsTransactions || ChangesThings)
            NodeTransaction.Current?.Fail(record);
    }

    /// <summary>Whether what it does in the block of a transaction waits for the block's end.</summary>
    private protected virtual bool JoinsTransactions => false;
}
