BeforeAll {
    Connect-Zk -Embedded | Out-Null
}

AfterAll {
    Get-ZkSession | Disconnect-Zk
}

Describe 'A job''s lock' {
    It 'is held for the block and released after it' {
        Lock-FlinkJob orders { Get-FlinkJobLock orders } | Should -HaveCount 1
        Get-FlinkJobLock orders | Should -BeNullOrEmpty
    }

    It 'is released when the block throws' {
        { Lock-FlinkJob orders { throw 'broken' } } | Should -Throw 'broken'
        Get-FlinkJobLock orders | Should -BeNullOrEmpty
    }

    It 'is an object that a deployment keeps, shows and gives back' {
        $lock = Lock-FlinkJob orders -Purpose 'nightly deployment'
        $lock.State | Should -Be 'Held'
        (Get-FlinkJobLock orders).Purpose | Should -Be 'nightly deployment'
        $lock | Unlock-FlinkJob
        $lock.State | Should -Be 'Released'
    }

    It 'has a token that grows with each owner' {
        $first = Lock-FlinkJob orders { $_.Token }
        $second = Lock-FlinkJob orders { $_.Token }
        $second | Should -BeGreaterThan $first
    }

    It 'that another holds is an error that names the holder' {
        Lock-FlinkJob orders -Purpose nightly {
            $problem = $null
            Lock-FlinkJob orders -Timeout 50ms -ErrorAction SilentlyContinue -ErrorVariable problem | Should -BeNullOrEmpty
            $problem[0].FullyQualifiedErrorId | Should -BeLike 'LockTimeout,*'
            "$($problem[0])" | Should -Match 'nightly'
        }
    }

    It 'that is lost stops the block with an error that can be caught' {
        $caught = try { Lock-FlinkJob orders { Remove-ZkNode $_.Path; while ($true) { } } } catch { $_ }
        $caught.FullyQualifiedErrorId | Should -BeLike 'LockLost,*'
    }

    It 'is not taken under -WhatIf, and the block does not run' {
        Lock-FlinkJob orders { 'ran' } -WhatIf | Should -BeNullOrEmpty
    }
}
