Describe 'A subtree' {
    BeforeEach {
        Connect-Zk -Embedded | Out-Null
        '/app', '/app/a', '/app/b' | New-ZkNode -Value one | Out-Null
    }

    AfterEach {
        Get-ZkSession | Disconnect-Zk
    }

    It 'is copied beside itself, and shows no difference then' {
        Copy-ZkNode /app /copy -Recurse
        (Get-ZkNode /copy/a).Text | Should -Be 'one'
        Compare-ZkNode /app /copy | Should -BeNullOrEmpty
        Set-ZkNode /copy/b two
        (Compare-ZkNode /app /copy).SideIndicator | Sort-Object | Should -Be '<=', '=>'
    }

    It 'is moved' {
        Move-ZkNode /app /live
        Test-ZkNode /app | Should -BeFalse
        (Get-ZkNode /live/a).Text | Should -Be 'one'
    }

    It 'goes into a file and comes back from it' {
        Export-ZkNode /app "$TestDrive/app.jsonl" | Out-Null
        Remove-ZkNode /app -Recurse -Confirm:$false
        Import-ZkNode "$TestDrive/app.jsonl" | Out-Null
        Compare-ZkNode -ReferenceFile "$TestDrive/app.jsonl" -DifferencePath /app | Should -BeNullOrEmpty
    }

    It 'stays where it is under -WhatIf' {
        Copy-ZkNode /app /copy -Recurse -WhatIf
        Move-ZkNode /app /live -WhatIf
        Test-ZkNode /app | Should -BeTrue
        Test-ZkNode /copy, /live | Should -Be $false, $false
    }
}

Describe 'The health of a server' {
    AfterEach {
        Get-ZkServer | Stop-ZkServer
    }

    It 'is one object, and true or false where that is enough' {
        $server = Start-ZkServer -FourLetterWords srvr, mntr, ruok
        @(Test-ZkServer $server.ConnectionString) | Should -HaveCount 1
        Test-ZkServer $server.ConnectionString -Quiet | Should -BeTrue
        $server | Stop-ZkServer
        Test-ZkServer $server.ConnectionString -Quiet -Timeout 2s | Should -BeFalse
    }
}
