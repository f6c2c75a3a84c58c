BeforeAll {
    Connect-Zk -Embedded | Out-Null
}

AfterAll {
    Get-ZkSession | Disconnect-Zk
}

Describe 'A job''s lock' {
    It 'has runners that say they are there' {
        Register-FlinkRunner one -Slots 2 | Select-Object -ExpandProperty Slots | Should -Be 2
        (Watch-FlinkRunner -Count 1).Type | Should -Be Joined
        Get-FlinkRunner | Unregister-FlinkRunner
        Get-FlinkRunner | Should -BeNullOrEmpty
    }

    It 'counts, once a step' {
        1..3 | ForEach-Object { Step-ZkCounter deployments } | Select-Object -Last 1 -ExpandProperty Value | Should -Be 3
        (Get-ZkCounter deploy*).Value | Should -Be 3
    }

    It 'raises an alert when it is held for too long' {
        New-ZkAlert long -Held reports -For 0s -ClearAfter 0s | Select-Object -ExpandProperty Condition | Should -Be 'lock reports is held'
        $lock = Lock-FlinkJob reports
        (Watch-ZkAlert -Count 1 -Timeout 60s).Edge | Should -Be Raised
        $lock | Unlock-FlinkJob
        (Watch-ZkAlert -Count 1 -Timeout 60s).Edge | Should -Be Cleared
        (Get-ZkAlert long).State | Should -Be Cleared
        Get-ZkAlert | Remove-ZkAlert
        Get-ZkAlert | Should -BeNullOrEmpty
    }

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

    It 'is held by readers together, and by as many as -Count says' {
        $mine = Get-ZkSession | Select-Object -First 1
        $other = Connect-Zk $mine.ConnectionString
        Lock-FlinkJob orders -Shared -Session $mine {
            Lock-FlinkJob orders -Shared -Session $other -Timeout 0s { (Get-FlinkJobLock orders).State } | Should -Be 'Held', 'Held'
            Lock-FlinkJob orders -Session $other -Timeout 0s -ErrorAction Ignore | Should -BeNullOrEmpty
        }
        Lock-FlinkJob orders -Count 2 -Session $mine { Lock-FlinkJob orders -Count 2 -Session $other -Timeout 0s { 'second' } } | Should -Be 'second'
        $other | Disconnect-Zk
    }

    It 'is asked for, and taken away, by others' {
        $other = Connect-Zk (Get-ZkSession | Select-Object -First 1).ConnectionString
        $lock = Lock-FlinkJob asked -Session (Get-ZkSession | Select-Object -First 1)
        Request-FlinkJobLock asked -Reason 'deployment' -Session $other -PassThru | ForEach-Object RequestReason | Should -Be 'deployment'
        Unlock-FlinkJob asked -Force -Session $other
        (Get-FlinkJobLock asked -History).Action | Should -Be 'Removed', 'Requested'
        Get-FlinkJobLock asked | Should -BeNullOrEmpty
        $other | Disconnect-Zk
    }

    It 'is watched: who holds it, who comes, and that it is free' {
        Watch-FlinkJobLock watched -Count 1 | ForEach-Object Type | Should -Be 'Free'
        Lock-FlinkJob watched -Purpose 'leads' {
            $seen = Watch-FlinkJobLock watched -Count 1
            $seen.Type | Should -Be 'Held'
            $seen.Token | Should -Be $_.Token
        }
    }

    It 'that another holds is an error that names the holder' {
        Lock-FlinkJob orders -Purpose nightly {
            $problem = $null
            $other = Connect-Zk (Get-ZkSession | Select-Object -First 1).ConnectionString
            Lock-FlinkJob orders -Session $other -Timeout 50ms -ErrorAction SilentlyContinue -ErrorVariable problem | Should -BeNullOrEmpty
            $problem[0].FullyQualifiedErrorId | Should -BeLike 'LockTimeout,*'
            "$($problem[0])" | Should -Match 'nightly'
            $other | Disconnect-Zk
        }
    }

    It 'that is lost stops the block with an error that can be caught' {
        $caught = try { Lock-FlinkJob orders { Remove-ZkNode $_.Path; while ($true) { } } } catch { $_ }
        $caught.FullyQualifiedErrorId | Should -BeLike 'LockLost,*'
    }

    It 'is not taken under -WhatIf, and the block does not run' {
        Lock-FlinkJob orders { 'ran' } -WhatIf | Should -BeNullOrEmpty
    }

    It 'lets the block see its caller''s variables, whatever they are called' {
        $ErrorActionPreference = 'Stop'
        $block, $run, $item, $stepper, $cmdlet, $underscore = 'block', 'run', 'item', 'stepper', 'cmdlet', 'underscore'
        Lock-FlinkJob orders { $block, $run, $item, $stepper, $cmdlet, $underscore } | Should -Be 'block', 'run', 'item', 'stepper', 'cmdlet', 'underscore'
    }

    It 'ends no script when the pipeline behind it has enough' {
        Lock-FlinkJob orders { 1..5 } | Select-Object -First 2 | Should -Be 1, 2
        Get-FlinkJobLock orders | Should -BeNullOrEmpty
    }

    It 'lets break and continue leave the caller''s loop' {
        $seen = foreach ($i in 1..3) { $i; Lock-FlinkJob orders { if ($i -eq 2) { break } } }
        $seen | Should -Be 1, 2
    }

    It 'leaves errors of the block to the command that made them' {
        $problem = $null
        Lock-FlinkJob orders { Get-Item /no/such/file -ErrorAction SilentlyContinue -ErrorVariable script:problem }
        $script:problem[0].FullyQualifiedErrorId | Should -BeLike '*GetItemCommand'
    }

    It 'lets each stream of the block be redirected' {
        Lock-FlinkJob orders { Write-Warning w; Write-Information i } 3>&1 6>&1 | ForEach-Object { "$_" } | Should -Be 'w', 'i'
    }

    It 'that is not taken ends the statements behind it' {
        Lock-FlinkJob orders {
            $after = 'not reached'
            try { $null = Lock-FlinkJob orders -Timeout 50ms -Session (Connect-Zk (Get-ZkSession | Select-Object -First 1).ConnectionString); $after = 'reached' } catch { $caught = $_ }
            $after | Should -Be 'not reached'
            $caught.FullyQualifiedErrorId | Should -BeLike 'LockTimeout,*'
        }
    }

    It 'does not hide the exit code of the block' {
        $pwsh = [Environment]::GetCommandLineArgs()[0]
        Set-Content "$TestDrive/exit.ps1" 'Connect-Zk -Embedded | Out-Null; Lock-FlinkJob orders { exit 7 }; "AFTER"'
        $output = & dotnet $pwsh -NoProfile -File "$TestDrive/exit.ps1"
        $LASTEXITCODE | Should -Be 7
        $output | Should -BeNullOrEmpty
    }
}
