namespace FlinkZk.Clusters.Layout;

/// <summary>What runs when a JobManager has ended, however that was: systemd's ExecStopPost, and a shell around it in a container, run the same script.</summary>
internal static class FailoverHook
{
    public const string ScriptName = "conf/complete-failover.ps1";

    public const string RunnerName = "conf/run-jobmanager.sh";

    /// <summary>A command of its own that runs another, hands signals on, and completes the failover behind it.</summary>
    public const string Runner = """
        #!/bin/sh
        # Runs a JobManager, and completes the failover when it has ended: what ExecStopPost is to systemd.
        trap '[ -n "$!" ] && kill -TERM "$!" || exit 143' TERM INT
        "$@" &
        child=$!
        # A signal ends the wait, not the command.
        while wait "$child"; status=$?; kill -0 "$child" 2> /dev/null; do :; done
        if command -v pwsh > /dev/null; then
          pwsh -NoProfile -NonInteractive -File "$(dirname "$0")/complete-failover.ps1"
        fi
        exit "$status"

        """;

    // Where another leads already there is nothing to do, and that is no failure.
    public static string StopPost(FlinkLayoutOptions options) => $"""
        # When the process has ended, a standby need not wait for the end of its session. It takes PowerShell and the module FlinkZk on this host.
        ExecStopPost=-/usr/bin/pwsh -NoProfile -NonInteractive -File {options.Home}/{ScriptName}

        """;

    public static string Script(FlinkLayoutOptions options, string quorum) => $$"""
        # The process that led is proved to have ended by being gone from this machine: a standby need not wait for the end of its session.
        $how = @{{{(options.UsesZooKeeperTls ? $" Tls = $true; Certificate = '{options.Certificate}'; CaPath = '{options.CaPath}' " : "")}}}

        """ + (options.User is null ? "" : """
        # Who Flink is to ZooKeeper stands in this file alone.
        if ((Get-Content -Raw "$PSScriptRoot/jaas.conf") -notmatch '(?m)username="(?<name>.+)"\s+password="(?<password>.+)";') { throw 'conf/jaas.conf names no user.' }
        $password = [securestring]::new()
        foreach ($letter in ($Matches.password -replace '\\(.)', '$1').ToCharArray()) { $password.AppendChar($letter) }
        $how.Sasl = [pscredential]::new($Matches.name, $password)

        """) + $"""
        Connect-Zk '{quorum}' @how | Out-Null
        Complete-FlinkFailover '/{options.ClusterId.Trim('/')}' -Timeout 10s

        """;
}
