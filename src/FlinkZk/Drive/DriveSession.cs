using System.Management.Automation.Runspaces;

namespace FlinkZk;

/// <summary>The session of one drive. It ends with the drive, and with the runspace, which does not remove its drives when it closes.</summary>
internal sealed class DriveSession
{
    // closeSession goes out and the server answers in a moment; a server that is gone must not hold up the prompt.
    private static readonly TimeSpan CloseDeadline = TimeSpan.FromSeconds(2);
    private readonly Runspace? _runspace;

    public DriveSession(ZkSession session)
    {
        Session = session;
        _runspace = Runspace.DefaultRunspace;
        if (_runspace is not null)
            _runspace.StateChanged += OnStateChanged;
    }

    public ZkSession Session { get; }

    public void Close()
    {
        if (_runspace is not null)
            _runspace.StateChanged -= OnStateChanged;
        Task.Run(() => Session.DisconnectAsync().AsTask()).Wait(CloseDeadline);
    }

    private void OnStateChanged(object? sender, RunspaceStateEventArgs change)
    {
        if (change.RunspaceStateInfo.State is RunspaceState.Closed or RunspaceState.Broken)
            Close();
    }
}
