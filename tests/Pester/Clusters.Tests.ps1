BeforeAll {
    Connect-Zk -Embedded | Out-Null
    '/flink/default/leader', '/flink/team/orders/leader/rest_server', '/flink/default/execution-plans/9c1d3c1a1f0a4b9e8e1d2c3b4a5f6071' | New-ZkNode -Parents | Out-Null
}

AfterAll {
    Get-ZkSession | Disconnect-Zk
}

Describe 'Flink''s clusters' {
    It 'are those below the root, with the ids that Flink writes' {
        (Get-FlinkCluster).ClusterId | Should -Be '/default', '/team/orders'
    }

    It 'are picked by wildcards, and by an id with or without the first slash' {
        (Get-FlinkCluster t*).ClusterId | Should -Be '/team/orders'
        (Get-FlinkCluster default, /default).ClusterId | Should -Be '/default', '/default'
    }

    It 'say that nobody leads' {
        (Get-FlinkCluster default).State | Should -Be 'Electing'
        (Get-FlinkCluster default).Leader | Should -BeNullOrEmpty
    }

    It 'count the plans of jobs, and say what cannot be understood' {
        $cluster = Get-FlinkCluster default
        $cluster.Jobs | Should -Be 1
        "$($cluster.Problems)" | Should -Match '/flink/default/execution-plans/9c1d3c1a1f0a4b9e8e1d2c3b4a5f6071'
    }

    It 'that are not there are an error, and hide no other' {
        $problem = $null
        (Get-FlinkCluster none, default -ErrorAction SilentlyContinue -ErrorVariable problem).ClusterId | Should -Be '/default'
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'ClusterNotFound,*'
    }
}

Describe 'The leader of a cluster' {
    It 'is nobody while none has published' {
        (Get-FlinkCluster default | Get-FlinkLeader).State | Should -Be 'Electing'
    }

    It 'is waited for no longer than is said' {
        { Get-FlinkLeader default -Wait -Timeout 100ms -ErrorAction Stop } | Should -Throw -ErrorId 'LeaderWaitTimeout,*'
    }

    It 'is followed until the pipeline has enough' {
        (Get-FlinkLeader default -Watch | Select-Object -First 1).State | Should -Be 'Electing'
    }
}

Describe 'The health of a cluster''s data' {
    It 'is told in findings, the worst first, with cost and repair' {
        $findings = Test-FlinkHa default
        $findings[0].Severity | Should -Be 'Error'
        $findings.Kind | Should -Contain 'NoLeader'
        $findings.Repair | Should -Not -BeNullOrEmpty
    }

    It 'is one word where that is asked for' {
        Test-FlinkHa default -Quiet | Should -BeFalse
        Test-FlinkHa team/orders -Quiet | Should -BeTrue
    }
}

Describe 'What a cluster has left' {
    It 'is mended and removed after a copy, if that is confirmed' {
        New-ZkNode /flink/left/jobs/9c1d3c1a1f0a4b9e8e1d2c3b4a5f6071/checkpoints -Parents | Out-Null
        New-ZkNode /flink/left/jobs/9c1d3c1a1f0a4b9e8e1d2c3b4a5f6071/checkpoint_id_counter ([byte[]](0, 0, 0, 2)) | Out-Null
        (Repair-FlinkHa left -Kind OrphanedCheckpoints -BackupPath $TestDrive/before -Confirm:$false).FilePath | Should -Exist
        (Remove-FlinkHaData left -BackupPath $TestDrive/before -Confirm:$false).FilePath | Should -Exist
        Test-ZkNode /flink/left | Should -BeFalse
    }
}
