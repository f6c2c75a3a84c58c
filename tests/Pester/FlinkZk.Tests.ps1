#Requires -Version 7.4
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }
# Runs against the package, exactly what is installed: ./build.ps1 -Task Pester makes it first.

BeforeDiscovery {
    $script:package = Get-ChildItem -Path (Join-Path $PSScriptRoot '../../output/FlinkZk/*/FlinkZk.psd1') | Sort-Object { [version]$_.Directory.Name } | Select-Object -Last 1
    Import-Module $script:package.FullName -Force
    $script:commands = (Get-Module FlinkZk).ExportedCmdlets.Keys
}

BeforeAll {
    $package = Get-ChildItem -Path (Join-Path $PSScriptRoot '../../output/FlinkZk/*/FlinkZk.psd1') | Sort-Object { [version]$_.Directory.Name } | Select-Object -Last 1
    Import-Module $package.FullName -Force
    Connect-Zk -Embedded | Out-Null
}

AfterAll {
    Remove-Module FlinkZk
}

Describe 'The package' {
    It 'has a manifest that stands the test' {
        { Test-ModuleManifest -Path $package.FullName } | Should -Not -Throw
    }

    It 'explains <_> with a synopsis and an example' -ForEach $script:commands {
        $help = Get-Help $_ -Full
        $help.Synopsis | Should -Not -BeNullOrEmpty
        $help.examples.example | Should -Not -BeNullOrEmpty
    }
}

Describe 'Nodes' {
    It 'are made with their parents, read, changed and removed' {
        New-ZkNode /pester/a/b 'one' -Parents
        (Get-ZkNode /pester/a/b).Text | Should -Be 'one'
        Set-ZkNode /pester/a/b 'two'
        (Get-ZkNode /pester/a/b).Version | Should -Be 1
        Remove-ZkNode /pester -Recurse -Confirm:$false
        Test-ZkNode /pester | Should -BeFalse
    }

    It 'that do not exist are an error of a stable id' {
        Get-ZkNode /nowhere -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'NoNode,*'
    }

    It 'are left alone by -WhatIf' {
        New-ZkNode /pester-whatif 'x' -WhatIf
        Test-ZkNode /pester-whatif | Should -BeFalse
    }
}

Describe 'Configuration' {
    It 'changes by whole revisions, with its history' {
        Set-ZkConfig -Job pester @{ threshold = 100; gap = '5s' } -Reason 'begin'
        Set-ZkConfig -Job pester @{ threshold = 120 }
        (Get-ZkConfig -Job pester -Key threshold).Value | Should -Be 120
        (Get-ZkConfigHistory | Select-Object -First 1).Revision | Should -Be 2
    }
}

Describe 'Locks' {
    It 'are held for the block and released after it' {
        Lock-FlinkJob pester { Get-FlinkJobLock pester } | Should -HaveCount 1
        Get-FlinkJobLock pester | Should -BeNullOrEmpty
    }

    It 'are released when the block throws' {
        { Lock-FlinkJob pester { throw 'broken' } } | Should -Throw
        Get-FlinkJobLock pester | Should -BeNullOrEmpty
    }
}

Describe 'Streams' {
    It 'count in event-time windows what comes down the pipeline' {
        $windows = 0..9 | ForEach-Object { [pscustomobject]@{ At = $_ * 1000; Kind = 'a' } } |
            Start-FlinkStream -Time At -Key Kind -Window 5s -Aggregate @{ Records = 'count' }
        $windows.Records | Should -Be 5, 5
    }
}
