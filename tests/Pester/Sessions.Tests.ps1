Describe 'A session' {
    BeforeEach {
        $server = Start-ZkServer
    }

    AfterEach {
        Get-ZkSession | Disconnect-Zk
        Get-ZkServer | Stop-ZkServer
    }

    It 'needs no import of the module before its first cmdlet' {
        (Get-Command Connect-Zk).ModuleName | Should -Be 'FlinkZk'
    }

    It 'is opened with a connection string and is the default of those that come after' {
        $zk = Connect-Zk $server.ConnectionString
        New-ZkNode /a one | Out-Null
        (Get-ZkNode /a).Session.Id | Should -Be $zk.Id
    }

    It 'is listed, and closed by the pipeline' {
        $zk = $server | Connect-Zk
        (Get-ZkSession).Id | Should -Be $zk.Id
        Get-ZkSession | Disconnect-Zk
        Get-ZkSession | Should -BeNullOrEmpty
    }

    It 'below a root sees that root alone' {
        $server | Connect-Zk | Out-Null
        New-ZkNode /app/limits 100 -Parents | Out-Null
        Connect-Zk "$($server.ConnectionString)/app" | Out-Null
        (Get-ZkNode /limits).Text | Should -Be '100'
    }

    It 'is told from others by -Session' {
        $first = $server | Connect-Zk
        $other = Connect-Zk -Embedded
        New-ZkNode /here x -Session $first | Out-Null
        Test-ZkNode /here -Session $first | Should -BeTrue
        Test-ZkNode /here -Session $other | Should -BeFalse
    }

    It 'that cannot be had is an error within its timeout' {
        $server | Stop-ZkServer
        $clock = [Diagnostics.Stopwatch]::StartNew()
        { Connect-Zk $server.ConnectionString -Timeout 500ms -ErrorAction Stop } | Should -Throw
        $clock.Elapsed.TotalSeconds | Should -BeLessThan 30
    }

    It 'serves a thread job by $using:' {
        $zk = $server | Connect-Zk
        New-ZkNode /a one | Out-Null
        Start-ThreadJob { (Get-ZkNode /a -Session $using:zk).Text } | Receive-Job -Wait -AutoRemoveJob | Should -Be 'one'
    }

    It 'is joined by another process, which sees what this one wrote' {
        $server | Connect-Zk | Out-Null
        New-ZkNode /a one | Out-Null
        Start-Job { Connect-Zk $args[0] | Out-Null; (Get-ZkNode /a).Text } -ArgumentList $server.ConnectionString | Receive-Job -Wait -AutoRemoveJob | Should -Be 'one'
    }

    It 'is one line as text and shows no password' {
        $password = ConvertTo-SecureString 'wonderland' -AsPlainText -Force
        $zk = $server | Connect-Zk -Credential ([pscredential]::new('alice', $password))
        "$zk" | Should -Not -Match '\n'
        $zk | Format-List * | Out-String | Should -Not -Match 'wonderland'
    }
}

Describe 'Without a session' {
    It 'a cmdlet says how to get one' {
        $problem = $null
        Get-ZkNode / -ErrorAction SilentlyContinue -ErrorVariable problem
        "$($problem[0]) $($problem[0].ErrorDetails.RecommendedAction)" | Should -Match 'Connect-Zk'
    }
}
