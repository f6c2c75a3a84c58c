Describe 'A Flink cluster on this machine' -Skip:(-not $env:FLINK_HOME) {
    BeforeAll {
        # A lost TaskManager is noticed after 50 s otherwise.
        $flink = Start-FlinkCluster -JobManagers 2 -TaskManagers 1 -Configuration @{ 'heartbeat.interval' = '1000'; 'heartbeat.timeout' = '5000' }
    }

    AfterAll {
        Get-FlinkConnection | Disconnect-Flink
        Get-ZkSession | Disconnect-Zk
    }

    It 'is the default, and stands in ZooKeeper' {
        (Get-FlinkConnection | Where-Object IsDefault).Id | Should -Be $flink.Id
        ($flink.Processes | Where-Object Role -eq JobManager).RestAddress.AbsoluteUri.TrimEnd('/') | Should -Contain (Get-FlinkCluster default).Leader
        (Get-FlinkTaskManager).Slots | Should -Be 2
        $flink.Processes.State | Should -Be 'Running', 'Running', 'Running'
        $flink.Processes[0].LogPath | Should -Exist
    }

    It 'is not started twice' {
        (Start-FlinkCluster).Id | Should -Be $flink.Id
        $flink.Processes.Count | Should -Be 3
        { Start-FlinkCluster -DataPath $TestDrive/other -ErrorAction Stop } | Should -Throw -ErrorId 'FlinkClusterExists,*'
        { Start-FlinkCluster -Slots 7 -ErrorAction Stop } | Should -Throw -ErrorId 'FlinkClusterRuns,*'
    }

    It 'gets another process in the place of one that died' {
        $leader = (Get-FlinkCluster default).Leader
        $dead = $flink.Processes | Where-Object { $_.Role -eq 'TaskManager' -or $_.RestAddress -ne [uri] $leader }
        $dead | ForEach-Object { Stop-Process -Id $_.Id -Force }
        while (@($flink.Processes | Where-Object State -eq Running).Count -ne 1) { Start-Sleep -Milliseconds 20 }
        (Start-FlinkCluster -WarningVariable told -WarningAction SilentlyContinue).Id | Should -Be $flink.Id
        "$told" | Should -Match 'taskmanager-1 \(exit code .*had ended; started: jobmanager-3, taskmanager-2\.'
        ($flink.Processes | Where-Object State -eq Running).Name | Should -Contain 'taskmanager-2'
        @($flink.Processes | Where-Object State -eq Running).Count | Should -Be 3
        (Get-FlinkCluster default).Leader | Should -Be $leader
        while ((Get-FlinkCluster default).Standbys -ne 1 -or @(Get-FlinkTaskManager).Count -ne 1) { Start-Sleep -Milliseconds 100 }
    }

    It 'changes its leader, in good order and when that is killed' {
        $switched = Switch-FlinkLeader default
        $switched.Leader | Should -Not -Be $switched.Former
        $leader = $flink.Processes | Where-Object { $_.RestAddress -eq [uri] $switched.Leader }
        $already = Complete-FlinkFailover default
        $already.Former | Should -BeNullOrEmpty
        $already.Leader | Should -Be $switched.Leader
        while ((Get-FlinkCluster default).Standbys -ne 1) { Start-Sleep -Milliseconds 100 }
        Stop-Process -Id $leader.Id -Force
        while (($flink.Processes | Where-Object Id -eq $leader.Id).State -eq 'Running') { Start-Sleep -Milliseconds 20 }
        $completed = Complete-FlinkFailover default
        $completed.Former | Should -Be $switched.Leader
        $completed.Leader | Should -Not -BeIn $null, $switched.Leader
    }

    It 'stops its jobs with savepoints, leaves no process and nothing in ZooKeeper' {
        $jar = Get-ChildItem $env:FLINK_HOME/examples -Recurse -Include 'TopSpeedWindowing.jar', 'flink-examples-streaming*.jar' | Select-Object -First 1
        $job = Start-FlinkJob $jar.FullName -EntryClass org.apache.flink.streaming.examples.windowing.TopSpeedWindowing
        Wait-FlinkJob -JobId $job.JobId -State RUNNING
        $stopped = Stop-FlinkCluster
        $stopped.Jobs.JobId | Should -Be $job.JobId
        ([uri] ($stopped.Jobs.Savepoint -replace '^file:/+', 'file:///')).LocalPath + '/_metadata' | Should -Exist
        $stopped.Remaining | Should -BeNullOrEmpty
        $flink.Processes.State | Should -Not -Contain 'Running'
        $flink.IsClosed | Should -BeTrue
        Test-ZkNode /flink/default | Should -BeFalse
        Remove-Item $flink.DataPath -Recurse
    }
}

Describe 'A Flink cluster for one program' -Skip:(-not $env:FLINK_HOME) {
    AfterAll {
        Get-FlinkConnection | Disconnect-Flink
        Get-ZkSession | Disconnect-Zk
    }

    It 'comes with its job, which is stopped with a savepoint' {
        $jar = Get-ChildItem $env:FLINK_HOME/examples -Recurse -Include 'TopSpeedWindowing.jar', 'flink-examples-streaming*.jar' | Select-Object -First 1
        $flink = Start-FlinkCluster -JobManagers 1 -TaskManagers 1 -Jar $jar.FullName -EntryClass org.apache.flink.streaming.examples.windowing.TopSpeedWindowing -JobId 00112233445566778899aabbccddeeff
        (Get-FlinkJob).JobId | Should -Be '00112233445566778899aabbccddeeff'
        (Get-FlinkCluster default).Leader | Should -Be $flink.Address.AbsoluteUri.TrimEnd('/')
        $stopped = Stop-FlinkCluster
        $stopped.Jobs.JobId | Should -Be '00112233445566778899aabbccddeeff'
        $stopped.Jobs.Savepoint | Should -Match 'savepoint-001122-'
        Test-ZkNode /flink/default | Should -BeFalse
        Remove-Item $flink.DataPath -Recurse
    }
}

Describe 'Flink''s configuration' {
    BeforeAll {
        $file = Join-Path $TestDrive 'config.yaml'
        Set-Content $file "# Ours`njobmanager:`n  rpc:`n    address: jm1 # here`ntaskmanager.numberOfTaskSlot: 2"
    }

    It 'is read, judged and changed, and keeps its comments' {
        (Get-FlinkConfig $file jobmanager.*).Value | Should -Be 'jm1'
        (Test-FlinkConfig $file | Where-Object Severity -eq Warning).Repair | Should -Match 'taskmanager.numberOfTaskSlots'
        Set-FlinkConfig $file @{ 'jobmanager.rpc.address' = 'jm2'; 'taskmanager.numberOfTaskSlot' = $null }
        Get-Content $file | Should -Be '# Ours', 'jobmanager:', '  rpc:', '    address: jm2 # here'
    }
}

Describe 'A zoo.cfg' {
    It 'is judged with the file of its members and myid' {
        $folder = New-Item (Join-Path $TestDrive 'zk/data') -ItemType Directory
        Set-Content $folder/myid '4'
        Set-Content $TestDrive/zk/zoo.cfg "dataDir=data", 'dataLogDir=/log', 'clientPort=2181', 'initLimit=10', 'syncLimit=5', 'maxSessionTimeout=60000', 'autopurge.purgeInterval=24', 'admin.enableServer=false', 'dynamicConfigFile=zoo.cfg.dynamic'
        Set-Content $TestDrive/zk/zoo.cfg.dynamic 'server.1=zk1:2888:3888;2181', 'server.2=zk2:2888:3888;2181', 'server.3=zk3:2888:3888;2181'
        (Test-ZkServerConfig $TestDrive/zk).Key | Should -Be 'myid'
        Set-Content $folder/myid '3'
        Test-ZkServerConfig $TestDrive/zk -Quiet | Should -BeTrue
        { Test-ZkServerConfig $TestDrive/nosuch -ErrorAction Stop } | Should -Throw -ErrorId 'ZkConfigFileNotFound,*'
    }
}

Describe 'Files for hosts' {
    It 'are written once, and overwritten only when that is said' {
        $files = New-ZkEnsemble $TestDrive/deploy zk1, zk2, zk3
        ($files | Where-Object Host -eq zk2).FilePath | Split-Path -Leaf | Should -Be 'zoo.cfg', 'zoo.cfg.dynamic', 'myid', 'zookeeper.service'
        (New-ZkEnsemble $TestDrive/deploy zk1, zk2, zk3).State | Sort-Object -Unique | Should -Be 'Same'
        $null = New-ZkEnsemble $TestDrive/deploy zk1, zk2, zk3 -ClientPort 2182 -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'DeploymentFileDiffers,*'
        "$($problem[0])" | Should -Match '\+ server.2=zk2:2888:3888:participant;2182'
        New-ZkEnsemble $TestDrive/deploy zk1, zk2, zk3 -ClientPort 2182 -Force -WhatIf | ForEach-Object State | Sort-Object -Unique | Should -Be Same
        (New-ZkEnsemble $TestDrive/deploy zk1, zk2, zk3 -ClientPort 2182 -Force | Where-Object State -eq Changed).Difference | Should -Contain '- server.1=zk1:2888:3888:participant;2181'
        { New-ZkEnsemble $TestDrive/deploy zk1, zk2 -ErrorAction Stop } | Should -Throw '*1, 3 or 5*'
    }

    It 'keep passwords to their owner, and have no port in the clear with TLS' {
        $sasl = [pscredential]::new('flink', (ConvertTo-SecureString 's3cret' -AsPlainText -Force))
        $null = New-ZkEnsemble $TestDrive/secure zk1, zk2, zk3 -Tls -Sasl $sasl -BindToHost
        $null = New-FlinkCluster $TestDrive/secure jm1 tm1 -ZooKeeper zk1:2281 -Storage s3://flink -ZooKeeperTls -Sasl $sasl -KeyStorePassword $sasl.Password
        Get-Content $TestDrive/secure/zk1/conf/zoo.cfg | Should -Contain 'secureClientPort=2281'
        Get-Content $TestDrive/secure/zk1/conf/zoo.cfg | Where-Object { $_ -like 'clientPort=*' } | Should -BeNullOrEmpty
        if (-not $IsWindows) {
            (Get-Item $TestDrive/secure/zk1/conf/jaas.conf, $TestDrive/secure/jm1/conf/jaas.conf, $TestDrive/secure/jm1/conf/config.yaml).UnixMode | Should -Be '-rw-------', '-rw-------', '-rw-------'
        }
        Test-FlinkConfig $TestDrive/secure/jm1/conf -NoConnect | Where-Object Severity -ne Information | Should -BeNullOrEmpty
        Set-Content $TestDrive/secure/removed.yaml 'cluster.evenly-spread-out-slots: true'
        (Test-FlinkConfig $TestDrive/secure/removed.yaml -NoConnect).Kind | Should -Contain 'RemovedKey'
        (Test-FlinkConfig $TestDrive/secure/removed.yaml -NoConnect -FlinkVersion 1.20).Kind | Should -Not -Contain 'RemovedKey'
    }

    It 'are what the judges of this module find nothing in' {
        $null = New-ZkEnsemble $TestDrive/judged zk1, zk2, zk3 -DataLogDir /log -ZooKeeperHome /nosuch
        Test-ZkServerConfig $TestDrive/judged/zk1/conf -Quiet | Should -BeTrue
        $null = New-FlinkCluster $TestDrive/judged jm1, jm2 tm1, tm2 -ZooKeeper zk1:2181,zk2:2181,zk3:2181 -Storage s3://flink -ClusterId orders
        Test-FlinkConfig $TestDrive/judged/jm1/conf -NoConnect | Should -BeNullOrEmpty
        (Get-FlinkConfig $TestDrive/judged/tm2/conf taskmanager.host).Value | Should -Be 'tm2'
        New-FlinkCluster $TestDrive/old jm1 tm1 -ZooKeeper zk1 -Storage s3://flink -FlinkVersion 1.18 | Select-Object -First 1 | ForEach-Object FilePath | Split-Path -Leaf | Should -Be 'flink-conf.yaml'
    }
}
