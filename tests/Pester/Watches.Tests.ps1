BeforeAll {
    $zk = Connect-Zk -Embedded
}

AfterAll {
    Get-ZkSession | Disconnect-Zk
}

Describe 'A watch' {
    It 'shows first what there is' {
        New-ZkNode /w/a one -Parents
        Watch-ZkNode /w -Recurse -Count 2 -Timeout 30s | ForEach-Object { "$($_.Type) $($_.Path)" } | Should -Be 'Snapshot /w', 'Snapshot /w/a'
    }

    It 'gives each change as it comes, and ends' {
        New-ZkNode /app one
        # The change is made when the snapshot has come: then the watch stands.
        Watch-ZkNode /app -Count 2 -Timeout 30s | ForEach-Object {
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
        $job = Start-ThreadJob { Watch-ZkNode /beside -Count 2 -Timeout 30s -Session $using:zk }
        while (-not $job.Output.Count -and $job.State -ne 'Failed') { [Threading.Thread]::Yield() | Out-Null }
        Set-ZkNode /beside two
        ($job | Receive-Job -Wait -AutoRemoveJob).Type | Should -Be 'Snapshot', 'DataChanged'
    }
}

Describe 'Waiting and events' {
    It 'Wait-ZkNode gives the node as soon as it has the value' {
        New-ZkNode /state running
        (Wait-ZkNode /state -Value running -Timeout 30s).Path | Should -Be '/state'
    }

    It 'Register-ZkNodeEvent makes changes events of the engine' {
        New-ZkNode /told one
        Register-ZkNodeEvent /told -SourceIdentifier told -MaxTriggerCount 1 | Out-Null
        Set-ZkNode /told two
        Wait-Event told -Timeout 30 | Should -Not -BeNullOrEmpty
        Get-Event told | Remove-Event
    }
}

Describe 'A transaction' {
    It 'makes all changes of Invoke-ZkTransaction or none' {
        { Invoke-ZkTransaction { New-ZkNode /whole x; Remove-ZkNode /nowhere } -ErrorAction Stop } | Should -Throw
        Test-ZkNode /whole | Should -BeFalse
        Invoke-ZkTransaction { New-ZkNode /whole x; New-ZkNode /whole2 y } | Should -HaveCount 2
    }
}
