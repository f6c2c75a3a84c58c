Describe 'A Flink cluster on this machine' -Skip:(-not $env:FLINK_HOME) {
    BeforeAll {
        $flink = Start-FlinkCluster -JobManagers 1 -TaskManagers 1
    }

    AfterAll {
        Get-FlinkConnection | Disconnect-Flink
        Get-ZkSession | Disconnect-Zk
    }

    It 'is the default, and stands in ZooKeeper' {
        (Get-FlinkConnection | Where-Object IsDefault).Id | Should -Be $flink.Id
        (Get-FlinkCluster default).Leader | Should -Be $flink.Processes[0].Address.AbsoluteUri.TrimEnd('/')
        (Get-FlinkTaskManager).Slots | Should -Be 2
        $flink.Processes.State | Should -Be 'Running', 'Running'
        $flink.Processes[0].LogPath | Should -Exist
    }

    It 'is not started twice' {
        { Start-FlinkCluster -ErrorAction Stop } | Should -Throw -ErrorId 'FlinkClusterExists,*'
    }

    It 'stops its jobs with savepoints, leaves no process and nothing in ZooKeeper' {
        $jar = Get-ChildItem $env:FLINK_HOME/examples -Recurse -Include 'TopSpeedWindowing.jar', 'flink-examples-streaming*.jar' | Select-Object -First 1
        $job = Start-FlinkJob $jar.FullName -EntryClass org.apache.flink.streaming.examples.windowing.TopSpeedWindowing
        Wait-FlinkJob -JobId $job.JobId -State RUNNING
        $stopped = Stop-FlinkCluster
        $stopped.Jobs.JobId | Should -Be $job.JobId
        ([uri] ($stopped.Jobs.Savepoint -replace '^file:/+', 'file:///')).LocalPath + '/_metadata' | Should -Exist
        $stopped.Remaining | Should -BeNullOrEmpty
        $flink.Processes.State | Should -Be 'Ended', 'Ended'
        $flink.IsClosed | Should -BeTrue
        Test-ZkNode /flink/default | Should -BeFalse
        Remove-Item $flink.DataPath -Recurse
    }
}
