using System.Management.Automation;

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
