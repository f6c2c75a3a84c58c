Describe 'Configuration' {
    BeforeEach {
        Connect-Zk -Embedded | Out-Null
    }

    AfterEach {
        Get-ZkSession | Disconnect-Zk
    }

    It 'comes back as a new revision, and shows in what it differs' {
        $then = (Set-ZkConfig past @{ threshold = 100; window = '5m' } -PassThru).Revision
        Set-ZkConfig past @{ threshold = 7; added = $true }
        Remove-ZkConfig past window
        (Compare-ZkConfig past -ReferenceRevision $then | ForEach-Object { "$_" }) | Should -Be 'added: (none) => true', 'threshold: 100 <> 7', 'window: "5m" <= (none)'
        (Restore-ZkConfig $then -Job past -PassThru).Reason | Should -Be "as at revision $then"
        Compare-ZkConfig past -ReferenceRevision $then | Should -BeNullOrEmpty
    }

    It 'goes into files and comes back, and goes to other jobs' {
        Set-ZkConfig orders @{ threshold = 100; text = '75'; list = 1, 2 }
        foreach ($file in 'orders.json', 'orders.properties', 'orders.yaml') {
            (Export-ZkConfig orders (Join-Path $TestDrive $file)).Name | Should -Be $file
            (Import-ZkConfig (Join-Path $TestDrive $file) $file -PassThru).Reason | Should -Be "imported from $file"
            Compare-ZkConfig orders $file | Should -BeNullOrEmpty
        }
        Copy-ZkConfig orders canary
        Compare-ZkConfig orders canary | Should -BeNullOrEmpty
        (Watch-ZkConfig canary -Count 1)['threshold'] | Should -Be 100
        (Get-ZkConfig -Effective -Key text).Job | Should -Contain canary
    }

    It 'keeps out what does not fit its schema' {
        Set-ZkConfigSchema orders @{ properties = @{ threshold = @{ type = 'integer'; minimum = 1 } } }
        { Set-ZkConfig orders @{ threshold = 0 } -ErrorAction Stop } | Should -Throw -ErrorId 'ValueAgainstSchema,*'
        (Test-ZkConfigSchema orders -Values @{ threshold = 0 }).Keyword | Should -Be minimum
        (Get-ZkConfigSchema).Job | Should -Be orders
        Remove-ZkConfigSchema orders
        Set-ZkConfig orders @{ threshold = 0 }
    }

    It 'changes by whole revisions, with its history' {
        Set-ZkConfig -Job orders @{ threshold = 100; gap = '5s' } -Reason 'go live'
        Set-ZkConfig -Job orders @{ threshold = 120 } -Reason 'summer'
        (Get-ZkConfig -Job orders -Key threshold).Value | Should -Be 120
        (Get-ZkConfigHistory).Reason | Should -Be 'summer', 'go live'
    }

    It 'keeps the types of its values' {
        Set-ZkConfig -Job orders @{ text = 'a'; number = 42; flag = $true; list = 1, 2 }
        (Get-ZkConfig -Job orders -Key number).Value | Should -BeOfType long
        (Get-ZkConfig -Job orders -Key flag).Value | Should -BeTrue
        (Get-ZkConfig -Job orders -Key list).Value | Should -Be 1, 2
    }

    It 'of a job comes before the default, which shows again when the job''s is removed' {
        Set-ZkConfig @{ retries = 3 }
        Set-ZkConfig -Job orders @{ retries = 5 }
        (Get-ZkConfig -Job orders -Key retries).Value | Should -Be 5
        Remove-ZkConfig -Job orders -Key retries
        (Get-ZkConfig -Job orders -Key retries).Value | Should -Be 3
    }

    It 'is changed only at the revision that was read' {
        Set-ZkConfig -Job orders @{ threshold = 1 }
        $problem = $null
        Set-ZkConfig -Job orders @{ threshold = 2 } -ExpectedRevision 0 -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'ConfigurationConflict,*'
        (Get-ZkConfig -Job orders -Key threshold).Value | Should -Be 1
    }

    It 'shows no secret' {
        $secret = ConvertTo-SecureString 's3cret' -AsPlainText -Force
        Set-ZkConfig -Job orders -Key password -Value $secret -Secret
        Get-ZkConfig -Job orders | Out-String | Should -Not -Match 's3cret'
        Get-ZkConfigHistory | Format-List | Out-String | Should -Not -Match 's3cret'
    }

    It 'is left alone by -WhatIf' {
        Set-ZkConfig -Job orders @{ threshold = 1 }
        Set-ZkConfig -Job orders @{ threshold = 2 } -WhatIf
        Remove-ZkConfig -Job orders -Key threshold -WhatIf
        (Get-ZkConfig -Job orders -Key threshold).Value | Should -Be 1
    }
}
