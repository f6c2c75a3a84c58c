namespace FlinkZk.Module.Tests;

/// <summary>Register-ZkNodeEvent: changes of nodes as events of the engine.</summary>
public sealed class NodeEventTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.Embedded();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void Events_wait_in_the_queue_and_Unregister_ends_the_watch()
    {
        _session.Run("$null = New-ZkNode /e; Register-ZkNodeEvent /e -Recurse -SourceIdentifier e; Set-ZkNode /e x; $null = New-ZkNode /e/a");
        Assert.Equal("DataChanged /e", _session.One<string>("$e = Wait-Event e -Timeout 30; $e | Remove-Event; \"$($e.SourceArgs[0])\""));
        Assert.Equal("Created /e/a", _session.One<string>("$e = Wait-Event e -Timeout 30; $e | Remove-Event; \"$($e.SourceArgs[0])\""));
        Assert.Equal(1, Watches());
        _session.Run("Unregister-Event e");
        Assert.True(SpinWait.SpinUntil(() => Watches() == 0, TimeSpan.FromSeconds(30)), "The watch is left at the server.");
    }

    [Fact]
    public void An_action_runs_with_the_event_and_ends_after_its_count()
    {
        var told = _session.One<string>("""
            $null = New-ZkNode /e; $global:told = @()
            $job = Register-ZkNodeEvent /e -SourceIdentifier e -MaxTriggerCount 2 -MessageData data -Action { $global:told += "$($args[0]) $($Event.MessageData)" }
            foreach ($i in 1..3) { Set-ZkNode /e $i }
            foreach ($i in 1..600) { if ($global:told.Count -ge 2) { break }; Start-Sleep -Milliseconds 50 }
            "$($job.GetType().Name): $($global:told -join ', ')"
            """);
        Assert.Equal("PSEventJob: DataChanged /e data, DataChanged /e data", told);
        Assert.True(SpinWait.SpinUntil(() => Watches() == 0, TimeSpan.FromSeconds(30)), "The watch is left at the server.");
        Assert.Empty(_session.Run("Get-EventSubscriber"));
    }

    [Fact]
    public void A_module_that_is_removed_leaves_no_subscription() =>
        Assert.Empty(_session.Run("Register-ZkNodeEvent / -SourceIdentifier e; Remove-Module FlinkZk -Force; Get-EventSubscriber"));

    [Fact]
    public void A_name_that_is_taken_is_an_error_and_leaves_no_watch()
    {
        _session.Run("$null = New-ZkNode /e; Register-ZkNodeEvent /e -SourceIdentifier e");
        var before = Watches();
        Assert.StartsWith("SubscriberExists,", _session.Error("Register-ZkNodeEvent /other -SourceIdentifier e").FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(before, Watches());
    }

    [Fact]
    public void The_end_of_the_session_is_told_as_lost()
    {
        _session.Run("Register-ZkNodeEvent / -SourceIdentifier e; Disconnect-Zk");
        Assert.Equal("Lost /", _session.One<string>("\"$((Wait-Event e -Timeout 30).SourceArgs[0])\""));
    }

    private int Watches() => _session.One<int>("(Get-ZkServer).Watches");
}
