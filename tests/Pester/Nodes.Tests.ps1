BeforeAll {
    Connect-Zk -Embedded | Out-Null
}

AfterAll {
    Get-ZkSession | Disconnect-Zk
}

Describe 'Nodes' {
    AfterEach {
        Get-ZkChildNode / | Where-Object Path -notlike '/zookeeper*' | Remove-ZkNode -Recurse -Confirm:$false
    }

    It 'are made with their parents, read, changed and removed' {
        New-ZkNode /app/limits/max one -Parents
        (Get-ZkNode /app/limits/max).Text | Should -Be 'one'
        Set-ZkNode /app/limits/max two
        (Get-ZkNode /app/limits/max).Version | Should -Be 1
        Remove-ZkNode /app -Recurse -Confirm:$false
        Test-ZkNode /app | Should -BeFalse
    }

    It 'that do not exist are an error of a stable id about that path' {
        $problem = $null
        Get-ZkNode /nowhere -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'NoNode,*'
        $problem[0].TargetObject | Should -Be '/nowhere'
    }

    It 'of which one is missing do not keep the others back' {
        '/a', '/c' | New-ZkNode -Value x
        '/a', '/b', '/c' | Get-ZkNode -ErrorAction SilentlyContinue | ForEach-Object Path | Should -Be '/a', '/c'
    }

    It 'are left alone by -WhatIf' {
        New-ZkNode /whatif x -WhatIf
        Test-ZkNode /whatif | Should -BeFalse
        New-ZkNode /kept x
        Set-ZkNode /kept y -WhatIf
        Remove-ZkNode /kept -WhatIf
        (Get-ZkNode /kept).Text | Should -Be 'x'
    }

    It 'are listed a level at a time or with all that is below' {
        '/app/a', '/app/b/c' | New-ZkNode -Parents
        (Get-ZkChildNode /app).Path | Should -Be '/app/a', '/app/b'
        (Get-ZkNode /app -Recurse).Path | Should -Be '/app', '/app/a', '/app/b', '/app/b/c'
    }

    It 'hold the bytes that they are given' {
        New-ZkNode /bytes ([byte[]](0, 1, 255))
        (Get-ZkNode /bytes).Data | Should -Be 0, 1, 255
        (Get-ZkNode /bytes).Text | Should -BeNullOrEmpty
    }

    It 'are changed only at the version that was read' {
        New-ZkNode /versioned one
        Set-ZkNode /versioned two
        $problem = $null
        Set-ZkNode /versioned three -ExpectedVersion 0 -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'BadVersion,*'
        (Get-ZkNode /versioned).Text | Should -Be 'two'
    }

    It 'are found by wildcards, and by the very name with -LiteralPath' {
        '/odd/a', '/odd/b', '/odd/[x]' | New-ZkNode -Parents | Out-Null
        (Get-ZkNode /odd/[ab]).Path | Should -Be '/odd/a', '/odd/b'
        (Get-ZkNode -LiteralPath '/odd/[x]').Path | Should -Be '/odd/[x]'
        (Get-ZkNode '/odd/`[x`]').Path | Should -Be '/odd/[x]'
    }

    It 'come out of the pipeline typed, so that Where-Object and Sort-Object take them' {
        New-ZkNode /app/small x -Parents
        New-ZkNode /app/large ('x' * 100)
        (Get-ZkNode /app -Recurse | Where-Object DataLength -gt 50).Path | Should -Be '/app/large'
        (Get-ZkChildNode /app | Sort-Object DataLength -Descending | Select-Object -First 1).Path | Should -Be '/app/large'
    }
}

Describe 'The path of a node' {
    It 'is completed by Tab' {
        New-ZkNode /completed/inner -Parents
        $line = 'Get-ZkNode /compl'
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Contain '/completed'
    }
}
