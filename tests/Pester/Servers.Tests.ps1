Describe 'A server of this process' {
    AfterEach {
        Get-ZkSession | Disconnect-Zk
        Get-ZkServer | Stop-ZkServer
    }

    It 'is started, listed and stopped' {
        $server = Start-ZkServer
        (Get-ZkServer).Port | Should -Be $server.Port
        $server | Stop-ZkServer
        Get-ZkServer | Should -BeNullOrEmpty
    }

    It 'keeps its data in a folder when it has one' {
        $server = Start-ZkServer -DataPath "$TestDrive/data"
        $server | Connect-Zk | Out-Null
        New-ZkNode /kept yes
        Get-ZkSession | Disconnect-Zk
        $server | Stop-ZkServer
        Start-ZkServer -DataPath "$TestDrive/data" | Connect-Zk | Out-Null
        (Get-ZkNode /kept).Text | Should -Be 'yes'
    }

    It 'as an ensemble goes on when its leader goes' {
        $server = Start-ZkServer -Ensemble 3
        $server | Connect-Zk | Out-Null
        New-ZkNode /kept yes
        Get-ZkServerMember | Should -HaveCount 3
        $leader = Get-ZkServerMember | Where-Object State -eq Leader
        $leader | Set-ZkServerMember Stopped
        (Get-ZkServerMember | Where-Object Id -eq $leader.Id).State | Should -Be 'Stopped'
        (Get-ZkNode /kept).Text | Should -Be 'yes'
        Get-ZkServerMember | Set-ZkServerMember Running
        (Get-ZkServerMember).State | Should -Not -Contain 'Stopped'
    }

    It 'shows its figures over HTTP' {
        $server = Start-ZkServer -Metrics 0
        $server | Connect-Zk | Out-Null
        New-ZkNode /counted
        (Invoke-WebRequest $server.Metrics).Content | Should -Match '(?m)^znode_count 6$'
        (Invoke-RestMethod ($server.Metrics -replace 'metrics$', 'commands/stat')).version | Should -Match '^3\.9\.'
    }

    It 'on a port that is taken says so' {
        $server = Start-ZkServer
        $problem = $null
        Start-ZkServer -Port $server.Port -ErrorAction SilentlyContinue -ErrorVariable problem
        "$($problem[0])" | Should -Match "$($server.Port)"
    }
}

Describe 'The data of a server' {
    AfterEach {
        Get-ZkSession | Disconnect-Zk
        Get-ZkServer | Stop-ZkServer
    }

    It 'are backed up while it works, and restored into a new folder' {
        $server = Start-ZkServer -DataPath "$TestDrive/running"
        $server | Connect-Zk | Out-Null
        New-ZkNode /a one
        $backUp = $server | Backup-ZkServerData -Destination "$TestDrive/back-up"
        Set-ZkNode /a two
        $restored = Restore-ZkServerData $backUp.File "$TestDrive/restored"
        Start-ZkServer -DataPath $restored.Path | Connect-Zk | Out-Null
        (Get-ZkNode /a).Text | Should -Be 'one'
    }

    It 'of a Java server are taken over' {
        { Import-ZkServerData "$PSScriptRoot/data/java" "$TestDrive/imported" -ErrorAction Stop } | Should -Throw -ErrorId 'FileNotFound,*' -Because 'its log may lie elsewhere'
        Import-ZkServerData "$PSScriptRoot/data/java" "$TestDrive/imported" -LogPath "$PSScriptRoot/data/java" -WarningAction Ignore | Out-Null
        Start-ZkServer -DataPath "$TestDrive/imported" | Connect-Zk | Out-Null
        (Get-ZkNode /app).Text | Should -Be 'hello'
        (Get-ZkNode /app/limits).Text | Should -Be '100'
    }

    It 'of an ensemble are taken from its newest member' {
        Copy-Item "$PSScriptRoot/data/java" "$TestDrive/member" -Recurse
        $import = Import-ZkServerData "$PSScriptRoot/data/java", "$TestDrive/member" "$TestDrive/ensemble" -LogPath "$PSScriptRoot/data/java", "$TestDrive/member" -WarningAction Ignore
        $import.Findings | Should -Match 'There is no log'  # and nothing of the members
    }

    It 'are given back to a Java server' {
        $import = Import-ZkServerData "$PSScriptRoot/data/java" "$TestDrive/taken" -LogPath "$PSScriptRoot/data/java" -WarningAction Ignore
        $export = Export-ZkServerData $import.Path "$TestDrive/given"
        $export.LastZxid | Should -Be $import.LastZxid
        (Import-ZkServerData "$TestDrive/given" "$TestDrive/again").Nodes | Should -Be $import.Nodes
    }

    It 'of a Java server are not written to' {
        Copy-Item "$PSScriptRoot/data/java" "$TestDrive/theirs" -Recurse
        $problem = $null
        Start-ZkServer -DataPath "$TestDrive/theirs" -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'JavaServerData,*'
        Get-ChildItem "$TestDrive/theirs" -Recurse -File | Should -HaveCount (Get-ChildItem "$PSScriptRoot/data/java" -Recurse -File).Count
    }

    It 'that are whole are not changed by a repair' {
        $server = Start-ZkServer -DataPath "$TestDrive/whole"
        $server | Connect-Zk | Out-Null
        New-ZkNode /a one
        Get-ZkSession | Disconnect-Zk
        $server | Stop-ZkServer
        $before = Get-ChildItem "$TestDrive/whole" -File | Get-FileHash | ForEach-Object Hash
        Repair-ZkServerData "$TestDrive/whole" -Confirm:$false | Out-Null
        Get-ChildItem "$TestDrive/whole" -File | Get-FileHash | ForEach-Object Hash | Should -Be $before
    }

    It 'are not made where something is already' {
        Set-Content "$TestDrive/file" 'mine'
        $server = Start-ZkServer
        $server | Backup-ZkServerData -Destination "$TestDrive/file" -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem | Should -HaveCount 1
        Get-Content "$TestDrive/file" | Should -Be 'mine'
    }
}
