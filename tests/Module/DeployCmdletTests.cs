using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using FlinkZk.Testing;

namespace FlinkZk.Module.Tests;

/// <summary>Clusters are started and stopped at the prompt: what is told, what is refused, and what stays behind. The Java only pretends; a real Flink is started in tests/FlinkZk.Interop.Tests and tests/Pester.</summary>
public sealed class DeployCmdletTests : IDisposable
{
    private readonly ModuleSession _session = new();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void What_is_no_Flink_is_told_before_anything_is_started()
    {
        using var fake = new FakeJava();
        var error = _session.Error("Start-FlinkCluster $args[0]", fake.JavaHome);
        Assert.Equal(("FlinkHomeNotFound", fake.JavaHome), (error.FullyQualifiedErrorId.Split(',')[0], (string)error.TargetObject));
        Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
        Assert.Empty(_session.Run("Get-ZkSession"));
    }

    [Fact]
    public void What_would_be_started_is_said_and_not_done()
    {
        using var fake = new FakeJava();
        Assert.Empty(_session.Run("Start-FlinkCluster $args[0] $args[1] -WhatIf", fake.FlinkHome, fake.DataPath));
        Assert.False(Directory.Exists(fake.DataPath));
        Assert.Empty(_session.Run("Get-ZkSession"));
    }

    [Fact]
    public void A_process_that_ends_on_the_way_is_an_error_with_its_last_words_and_nothing_is_left_running()
    {
        Unix();
        using var fake = new FakeJava(run: "echo $$ > \"$log.pid\"; case $log in *taskmanager-1*) echo 'the port is taken' > \"$log\"; exit 3 ;; esac; exec sleep 600");
        var error = _session.Error("Start-FlinkCluster $args[0] $args[1] -JavaHome $args[2]", fake.FlinkHome, fake.DataPath, fake.JavaHome);
        Assert.Equal(("FlinkProcessEnded", ErrorCategory.OperationStopped), (error.FullyQualifiedErrorId.Split(',')[0], error.CategoryInfo.Category));
        Assert.Contains("taskmanager-1 ended with exit code 3", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("the port is taken", error.ToString(), StringComparison.Ordinal);
        Assert.All(Started(fake), process => Assert.False(IsRunning(process)));
        Assert.Empty(_session.Run("Get-ZkSession; Get-FlinkConnection; Get-ZkServer"));
    }

    [Fact]
    public void Where_a_result_lies_that_JobManagers_die_of_nothing_is_started_and_the_command_that_removes_it_is_named()
    {
        Unix();
        using var fake = new FakeJava();
        var results = Directory.CreateDirectory(Path.Combine(fake.DataPath, "ha", "job-result-store", "default")).FullName;
        var file = Path.Combine(results, "9c1d3c1a1f0a4b9e8e1d2c3b4a5f6071_DIRTY.json");
        File.WriteAllText(file, "{}");
        _session.Run("$null = Connect-Zk -Embedded");
        var error = _session.Error("Start-FlinkCluster $args[0] $args[1] -JavaHome $args[2] -Timeout 500ms", fake.FlinkHome, fake.DataPath, fake.JavaHome);
        Assert.Equal("FlinkResultDirty", error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Contains(file, error.ToString(), StringComparison.Ordinal);
        Assert.Empty(Started(fake));
        // As it stands in the message, but for the question.
        var command = error.Exception.Message[error.Exception.Message.IndexOf("Repair-FlinkHa", StringComparison.Ordinal)..].Split('\n')[0];
        command = command[..(command.IndexOf("./before", StringComparison.Ordinal))] + "$args[0] -Confirm:$false";
        _session.Run(command, Path.Combine(fake.DataPath, "before"));
        Assert.False(File.Exists(file));
        Assert.Equal("FlinkClusterNotReady", _session.Error("Start-FlinkCluster $args[0] $args[1] -JavaHome $args[2] -Timeout 500ms", fake.FlinkHome, fake.DataPath, fake.JavaHome).FullyQualifiedErrorId.Split(',')[0]);
    }

    [Fact]
    public void One_that_is_not_ready_in_time_says_what_is_missing_and_where_the_logs_are()
    {
        Unix();
        using var fake = new FakeJava();
        var error = _session.Error("Start-FlinkCluster $args[0] $args[1] -JavaHome $args[2] -JobManagers 1 -TaskManagers 3 -Timeout 500ms", fake.FlinkHome, fake.DataPath, fake.JavaHome);
        Assert.Equal("FlinkClusterNotReady", error.FullyQualifiedErrorId.Split(',')[0]);
        foreach (var said in (string[])["0 of 1 JobManagers", "none leads", "0 of 3 TaskManagers", fake.DataPath])
            Assert.Contains(said, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Passwords_stand_in_files_for_their_owner_alone_and_are_shown_nowhere()
    {
        var folder = Directory.CreateTempSubdirectory("flinkzk-secret-").FullName;
        try
        {
            _session.Run("""
                $folder = $args[0]; $secret = 's3 "c\r''$et'
                $sasl = [pscredential]::new('flink', (ConvertTo-SecureString $secret -AsPlainText -Force))
                $how = @{ ZooKeeper = 'zk1:2281'; Storage = 's3://flink'; ZooKeeperTls = $true; Sasl = $sasl; KeyStorePassword = (ConvertTo-SecureString 'k3y' -AsPlainText -Force) }
                $files = @(New-ZkEnsemble $folder zk1 -Tls -Sasl $sasl) + @(New-FlinkCluster $folder jm1 tm1 @how)
                """, folder);
            string[] secret = ["jm1/conf/config.yaml", "jm1/conf/jaas.conf", "tm1/conf/config.yaml", "tm1/conf/jaas.conf", "zk1/conf/jaas.conf"];
            var written = _session.Run("$files.FilePath").Select(path => Path.GetRelativePath(folder, path.ToString()!)).ToArray();
            Assert.Equal(secret, written.Where(file => File.ReadAllText(Path.Combine(folder, file)) is var text && (text.Contains("k3y", StringComparison.Ordinal) || text.Contains("s3 ", StringComparison.Ordinal))).Order(StringComparer.Ordinal));
            foreach (var file in secret)
            {
                if (!OperatingSystem.IsWindows())
                    Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder, file)));
            }

            // One that is there and too open is narrowed, and what it held is not shown either.
            var there = Path.Combine(folder, "tm1", "conf", "config.yaml");
            File.WriteAllText(there, "security.ssl.rest.key-password: 0ld\n");
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(there, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
            var error = _session.Error("New-FlinkCluster $folder jm1 tm1 @how");
            Assert.Equal("DeploymentFileDiffers", error.FullyQualifiedErrorId.Split(',')[0]);
            var shown = string.Join('\n', _session.Run("New-FlinkCluster $folder jm1 tm1 @how -Force | Format-List | Out-String")) + error;
            Assert.All((string[])["0ld", "k3y", "s3 "], word => Assert.DoesNotContain(word, shown, StringComparison.Ordinal));
            if (!OperatingSystem.IsWindows())
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(there));

            // What runs when a JobManager has ended is the same user.
            Assert.Equal("zk1:2281 True flink True /orders-none", _session.One<string>("""
                function Connect-Zk { param($Servers, [switch] $Tls, $Certificate, $CaPath, $Sasl) $script:said = "$Servers $Tls $($Sasl.UserName) $($Sasl.GetNetworkCredential().Password -ceq $secret)" }
                function Complete-FlinkFailover { param($ClusterId, $Timeout) $script:said += " $ClusterId" }
                . $folder/jm1/conf/complete-failover.ps1; Remove-Item function:Connect-Zk, function:Complete-FlinkFailover; $said -replace '/default', '/orders-none'
                """));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("-Jar ./nosuch.jar", "FileNotFound")]
    [InlineData("-Jar old.jar -FromLatest 00112233445566778899aabbccddeeff -FromSavepoint s3://sp/1", "InvalidArgument")]
    [InlineData("-Jar old.jar -FromLatest 00112233445566778899aabbccddeeff", "FlinkSnapshotNotFound")]
    [InlineData("-FromSavepoint s3://sp/1", "MissingMandatoryParameter")]
    [InlineData("-Jar old.jar -JobId orders", "ParameterArgumentValidationError")]
    public void A_program_that_cannot_be_started_is_told_before_anything_is(string arguments, string id)
    {
        using var fake = new FakeJava();
        Directory.CreateDirectory(fake.DataPath);
        File.WriteAllText(Path.Combine(fake.DataPath, "old.jar"), "PK");
        Assert.Equal(id, _session.Error($"Set-Location $args[1]; Start-FlinkCluster $args[0] $args[1] {arguments}", fake.FlinkHome, fake.DataPath).FullyQualifiedErrorId.Split(',')[0]);
        Assert.Empty(_session.Run("Set-Location /; Get-ZkSession"));
    }

    [Fact]
    public void A_clusters_program_starts_from_what_is_newest_in_its_folder()
    {
        Unix();
        using var fake = new FakeJava(run: "echo \"$@\" >> \"$log\"; exit 3");
        var chk = Directory.CreateDirectory(Path.Combine(fake.DataPath, "checkpoints", "00112233445566778899aabbccddeeff", "chk-7")).FullName;
        File.WriteAllText(Path.Combine(chk, "_metadata"), "");
        File.WriteAllText(Path.Combine(fake.DataPath, "new.jar"), "PK");
        var error = _session.Error("Start-FlinkCluster $args[0] $args[1] -JavaHome $args[2] -Jar (Join-Path $args[1] new.jar) -FromLatest 00112233445566778899aabbccddeeff -TaskManagers 0", fake.FlinkHome, fake.DataPath, fake.JavaHome);
        Assert.Equal("FlinkProcessEnded", error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Contains($"--fromSavepoint file://{chk}", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("@{ 'rest.port' = 8081 }", "FlinkConfigurationRefused", "rest.port")]
    [InlineData("@{ 'parallelism.default' = 1, 2 }", "FlinkConfigValueRefused", "parallelism.default")]
    public void A_configuration_that_cannot_hold_is_refused(string configuration, string id, string said)
    {
        using var fake = new FakeJava();
        var error = _session.Error($"Start-FlinkCluster $args[0] $args[1] -JavaHome $args[2] -Configuration {configuration}", fake.FlinkHome, fake.DataPath, fake.JavaHome);
        Assert.Equal(id, error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Contains(said, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Processes_end_with_a_PowerShell_that_is_killed()
    {
        Unix();
        using var fake = new FakeJava(run: "echo $$ > \"$log.pid\"; exec sleep 600");
        var script = Path.Combine(Directory.CreateDirectory(fake.DataPath).FullName, "start.ps1");
        await File.WriteAllTextAsync(script, "param($m, $f, $d, $j) $PID > \"$d/pid\"; Import-Module $m; Start-FlinkCluster $f $d -JavaHome $j -Timeout 5m", TestContext.Current.CancellationToken);
        using var shell = Pwsh.Start(script, Repository.Manifest, fake.FlinkHome, fake.DataPath, fake.JavaHome);
        await Eventually.Async(() => Started(fake).Length == 4, "all processes are started", TestContext.Current.CancellationToken);
        var started = Started(fake);
        Assert.All(started, process => Assert.True(IsRunning(process)));
        // Not the dotnet that runs it.
        using (var pwsh = Process.GetProcessById(int.Parse(await File.ReadAllTextAsync(Path.Combine(fake.DataPath, "pid"), TestContext.Current.CancellationToken), CultureInfo.InvariantCulture)))
            pwsh.Kill();
        await Eventually.Async(() => !started.Any(IsRunning), "the processes have ended", TestContext.Current.CancellationToken);
    }

    [Fact]
    public void A_cluster_that_others_started_is_stopped_with_savepoints_and_what_goes_on_is_told()
    {
        using var flink = new FakeFlink();
        flink.AddJob("orders");
        flink.AddJob("done", state: "FINISHED");
        var stopped = _session.One("Connect-Flink $args[0] | Stop-FlinkCluster", flink.Address);
        Assert.True(flink.IsShutDown);
        Assert.Equal("FINISHED", flink.Jobs[0].State);
        Assert.Equal("orders FINISHED file:/sp", _session.One<string>("$args[0].Jobs | ForEach-Object { \"$($_.Name) $($_.State) $(Split-Path $_.Savepoint)\" }", stopped));
        Assert.StartsWith("TaskManagers that go on: 1.", Assert.Single(_session.All<string>("$args[0].Remaining", stopped)), StringComparison.Ordinal);
        Assert.Empty(_session.Run("Get-FlinkConnection"));
    }

    [Fact]
    public void One_whose_standbys_cannot_be_seen_is_refused_before_a_job_is_stopped_unless_forced()
    {
        using var flink = new FakeFlink { HighAvailability = "zookeeper" };
        flink.AddJob("orders");
        _session.Run("Connect-Flink $args[0]", flink.Address);
        Assert.Equal("FlinkStandbysUnknown", _session.Error("Stop-FlinkCluster").FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal("RUNNING", flink.Jobs[0].State);
        flink.SavepointFailure = "java.util.concurrent.CompletionException: org.apache.flink.runtime.checkpoint.CheckpointException: no room";
        var remaining = _session.All<string>("(Stop-FlinkCluster -Force).Remaining");
        Assert.Contains(remaining, line => line.StartsWith("The job orders", StringComparison.Ordinal) && line.Contains("without a savepoint", StringComparison.Ordinal));
        Assert.True(flink.IsShutDown);
    }

    [Fact]
    public void A_job_that_cannot_be_stopped_keeps_its_cluster()
    {
        using var flink = new FakeFlink { SavepointFailure = "java.util.concurrent.CompletionException: org.apache.flink.runtime.checkpoint.CheckpointException: no room" };
        flink.AddJob("orders");
        _session.Run("Connect-Flink $args[0]", flink.Address);
        Assert.Equal("FlinkSavepointFailed", _session.Error("Stop-FlinkCluster").FullyQualifiedErrorId.Split(',')[0]);
        Assert.False(flink.IsShutDown);
        Assert.Single(_session.Run("Get-FlinkConnection"));
        Assert.Empty(_session.Run("Stop-FlinkCluster -WhatIf"));
    }

    [Fact]
    public void A_dead_leaders_nodes_are_removed_and_that_nobody_stands_by_is_told()
    {
        LedBy(_session, "http://127.0.0.1:1");
        Assert.Equal("FlinkLeaderUnknown", _session.Error("Complete-FlinkFailover default").FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal("InvalidArgument", _session.Error("Complete-FlinkFailover").FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal("ClusterNotFound", _session.Error("Complete-FlinkFailover nosuch").FullyQualifiedErrorId.Split(',')[0]);
        Assert.Empty(_session.Run("Complete-FlinkFailover default -ProcessId 4194305 -WhatIf"));
        Assert.Equal("http://127.0.0.1:1", _session.One<string>("(Get-FlinkCluster default).Leader"));
        Assert.Equal("http://127.0.0.1:1  2", _session.One<string>("$done = Get-FlinkCluster default | Complete-FlinkFailover -ProcessId 4194305 -WarningVariable told 3>$null; \"$($done.Former) $($done.Leader) $($done.RemovedNodes)\""));
        Assert.StartsWith("Nobody stands by", _session.One<string>("\"$told\""), StringComparison.Ordinal);
        Assert.Equal("FlinkNoLeader", _session.Error("Complete-FlinkFailover default -Force").FullyQualifiedErrorId.Split(',')[0]);
    }

    [Theory]
    [InlineData("Complete-FlinkFailover default -ProcessId $PID", "FlinkLeaderAlive")]
    [InlineData("Complete-FlinkFailover default -ProcessId $PID -Force", "FlinkLeaderAlive")]
    [InlineData("Complete-FlinkFailover default -ProcessId 4194305 -Force", "FlinkLeaderAlive")]
    [InlineData("Switch-FlinkLeader default", "FlinkLeaderUnknown")]
    public void A_leader_that_lives_keeps_its_nodes_whatever_is_said(string script, string id)
    {
        // One that is stopped: it listens, and never answers.
        var silence = new TaskCompletionSource<bool?>();
        using var peer = new FakeFlink { Crash = _ => silence.Task };
        LedBy(_session, peer.Address.AbsoluteUri.TrimEnd('/'));
        var error = _session.Error(script);
        Assert.Equal(id, error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
        Assert.Equal(peer.Address.AbsoluteUri.TrimEnd('/'), _session.One<string>("(Get-FlinkCluster default).Leader"));
        silence.SetResult(false);
    }

    [Theory]
    [InlineData("Complete-FlinkFailover default")]
    [InlineData("Complete-FlinkFailover default -ProcessId 4194305 -Force")]
    public void Where_somebody_leads_and_answers_there_is_nothing_to_complete(string script)
    {
        using var peer = new FakeFlink();
        var leader = peer.Address.AbsoluteUri.TrimEnd('/');
        LedBy(_session, leader);
        Assert.Equal($"/default: already led by {leader} | 0", _session.One<string>($"$done = {script}; \"$done |$($done.Former) $($done.RemovedNodes)\""));
        Assert.Equal(leader, _session.One<string>("(Get-FlinkCluster default).Leader"));
    }

    private static void LedBy(ModuleSession session, string address) => session.Run("""
        $null = Connect-Zk -Embedded
        $null = '/flink/default/leader/latch', '/flink/default/leader/rest_server' | New-ZkNode -Parents
        $null = Get-FlinkCluster
        $codec = [FlinkZk.Clusters.Model.LeaderInformation].Assembly.GetType('FlinkZk.Clusters.Ha.LeaderInformationCodec').GetMethod('Write')
        $null = New-ZkNode /flink/default/leader/rest_server/connection_info ($codec.Invoke($null, @([FlinkZk.Clusters.Model.LeaderInformation]::new($args[0], [guid]::NewGuid())))) -Ephemeral
        $null = New-ZkNode '/flink/default/leader/latch/_c_0a8b6b8e-6f0e-4c4b-9d4a-0123456789ab-latch-0000000000' -Ephemeral
        """, address);

    private static int[] Started(FakeJava fake) => [.. Directory.GetFiles(fake.DataPath, "log.pid", SearchOption.AllDirectories).Select(file => int.TryParse(File.ReadAllText(file), CultureInfo.InvariantCulture, out var id) ? id : 0).Where(id => id > 0)];

    private static bool IsRunning(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static void Unix()
    {
        if (!Signals.Exist)
            Assert.Skip("The Java of these tests is a shell script.");
    }
}
