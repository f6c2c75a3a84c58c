BeforeAll {
    $fake = & (Join-Path $PSScriptRoot 'data/FakeFlink.ps1')
    $orders = $fake.AddJob('orders')
    $null = $fake.AddJob('billing', 'ffeeddccbbaa99887766554433221100', 'FINISHED')
    $flink = Connect-Flink $fake.Address
}

AfterAll {
    Get-FlinkConnection | Disconnect-Flink
    $fake.Dispose()
}

Describe 'A Flink cluster' {
    It 'is connected to by its address, and is the default then' {
        $flink.Version | Should -Be '2.3.0'
        (Get-FlinkConnection | Where-Object IsDefault).Id | Should -Be $flink.Id
    }

    It 'lists its jobs by name, id and state' {
        (Get-FlinkJob).Name | Should -Be 'orders', 'billing'
        (Get-FlinkJob o* -State RUNNING).JobId | Should -Be $orders.Id
        (Get-FlinkJob $orders.Id -Detailed).LastCheckpoint | Should -Be 17
    }

    It 'tells of a job''s checkpoints, failures and metrics' {
        (Get-FlinkJob orders | Get-FlinkCheckpoint).CheckpointId | Should -Be 17, 16
        (Get-FlinkException orders).Cause | Should -Be 'FailureException: no such topic'
        (Get-FlinkJob orders | Get-FlinkMetric numRestarts).Value | Should -Be 2
    }

    It 'tells of its TaskManagers' {
        (Get-FlinkTaskManager).FreeSlots | Should -Be 3
        (Get-FlinkTaskManager | Get-FlinkMetric uptime).Text | Should -Be '90000'
    }

    It 'tells what a job is made of, how busy it is and how far behind' {
        (Get-FlinkPlan orders).Parallelism | Should -Be 2, 2
        (Get-FlinkBackpressure orders).Level | Should -Be 'high'
        (Get-FlinkWatermark orders).State | Should -Be 'Time', 'None'
        (Get-FlinkJob orders -Detailed).BackPressured | Should -Be 0.25
    }

    It 'shows the logs and threads of its processes' {
        (Get-FlinkLog -Tail 1).Message | Should -Be 'Restarting'
        (Get-FlinkTaskManager | Get-FlinkLog -List).Name | Should -Contain 'taskmanager.log'
        (Get-FlinkThreadDump flink*).State | Should -Be 'RUNNABLE'
        (Get-FlinkJob orders | Get-FlinkMetric numRestarts -Summary).Maximum | Should -Be 2
    }

    It 'is watched' {
        (Watch-FlinkCluster | Select-Object -First 3).Kind | Should -Be 'LeaderChanged', 'TaskManagerAdded', 'JobState'
        (Watch-FlinkCluster -NoSnapshot -MaxLag 1h -Debounce 0s | Select-Object -First 1).Edge | Should -Be 'Raised'
    }

    It 'says what it does not know, and hides nothing else' {
        (Get-FlinkJob nosuch, orders -ErrorAction SilentlyContinue -ErrorVariable problem).Name | Should -Be 'orders'
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'FlinkJobNotFound,*'
    }

    It 'starts the next job from the savepoint of the one that is stopped' {
        $jar = Join-Path $TestDrive 'new.jar'
        Set-Content $jar 'PK' -NoNewline
        $published = Publish-FlinkJar $jar
        $taken = New-FlinkSavepoint orders
        ($orders.Id | New-FlinkCheckpoint).CheckpointId | Should -Be 18
        (Get-FlinkSavepoint orders).Savepoint | Should -Be $taken.Savepoint
        $taken | Remove-FlinkSavepoint -Confirm:$false
        Get-FlinkSavepoint orders | Should -BeNullOrEmpty
        $started = Get-FlinkJob orders | Stop-FlinkJob | Start-FlinkJob $published
        (Wait-FlinkJob $started.JobId -State RUNNING).Name | Should -Be 'new'
        (Get-FlinkSavepoint).NeededBy | Should -BeLike 'new (*'
        (Stop-FlinkJob new -Force).State | Should -Be 'CANCELED'
        Get-FlinkJar new* | Remove-FlinkJar
        Get-FlinkJar | Should -BeNullOrEmpty
    }

    It 'replaces a job by one that goes on from its savepoint' {
        $null = Connect-Zk -Embedded
        $old, $new = 'old.jar', 'new.jar' | ForEach-Object { $jar = Join-Path $TestDrive $_; Set-Content $jar "PK$_" -NoNewline; $jar }
        $started = Start-FlinkJob $old
        $update = Update-FlinkJob old $new -PreviousJar $old -StableFor 0s
        $update.State | Should -Be 'Updated'
        $update.OldJobId | Should -Be $started.JobId
        ($update | Get-FlinkJob -Detailed).RestoredFrom | Should -Be $update.Savepoint
        $wider = $update | Set-FlinkParallelism -Parallelism 3 -StableFor 0s
        $wider.Way, $wider.Parallelism | Should -Be 'Restarted', 3
        Set-ZkConfig old @{ threshold = 100 }
        $synced = $wider | Sync-FlinkJobConfig -StableFor 0s
        $synced.State, $synced.Revision | Should -Be 'Restarted', 1
        ($synced | Get-FlinkJob -Detailed).Revision | Should -Be 1
        $synced | Stop-FlinkJob -Force | Out-Null
        Get-ZkSession | Disconnect-Zk
    }

    It 'is left by Disconnect-Flink' {
        $second = Connect-Flink $fake.Address
        Disconnect-Flink $second
        (Get-FlinkConnection).Id | Should -Be $flink.Id
        { Get-FlinkJob -Cluster $second -ErrorAction Stop } | Should -Throw -ErrorId 'FlinkNotConnected,*'
    }
}
