BeforeAll {
    $zk = Connect-Zk -Embedded
}

AfterAll {
    Get-ZkSession | Disconnect-Zk
}

Describe 'A watch' {
    It 'shows first what there is' {
        New-ZkNode /w/a one -Parents
        Watch-ZkNode /w -Recurse -Timeout 50ms | ForEach-Object { "$($_.Type) $($_.Path)" } | Should -Be 'Snapshot /w', 'Snapshot /w/a'
    }

    It 'gives each change as it comes, and ends' {
        New-ZkNode /app one
        # The change is made when the snapshot has come: then the watch stands.
        Watch-ZkNode /app -Count 1 -Timeout 30s | ForEach-Object {
            if ($_.Type -eq 'Snapshot') { Set-ZkNode /app two }
            "$($_.Type)"
        } | Should -Be 'Snapshot', 'DataChanged'
    }

    It 'ends where the pipeline has enough' {
        New-ZkNode /few one
        Watch-ZkNode /few | Select-Object -First 1 | ForEach-Object Path | Should -Be '/few'
    }

    It 'runs in a thread job beside what it watches' {
        New-ZkNode /beside one
        $job = Start-ThreadJob { Watch-ZkNode /beside -Count 1 -Timeout 30s -Session $using:zk }
        while (-not $job.Output.Count -and $job.State -ne 'Failed') { [Threading.Thread]::Yield() | Out-Null }
        Set-ZkNode /beside two
        ($job | Receive-Job -Wait -AutoRemoveJob).Type | Should -Be 'Snapshot', 'DataChanged'
    }
}
