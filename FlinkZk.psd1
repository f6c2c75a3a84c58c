@{
    RootModule           = 'module/bin/FlinkZk.dll'
    ModuleVersion        = '0.1.0'
    GUID                 = 'b4a7c3e2-6f5d-4c0e-9a55-3d1f8a2e7c91'
    Author               = 'FlinkZk contributors'
    CompanyName          = 'FlinkZk'
    Copyright            = '(c) FlinkZk contributors. Apache License 2.0.'
    Description          = 'Apache ZooKeeper and Apache Flink at the PowerShell prompt: nodes, watches, revisioned configuration, fenced job locks, and stream jobs with Flink''s event-time semantics.'
    PowerShellVersion    = '7.4'
    CompatiblePSEditions = @('Core')
    FormatsToProcess     = @('module/FlinkZk.Format.ps1xml', 'module/FlinkZk.Trees.Format.ps1xml', 'module/FlinkZk.Deploy.Format.ps1xml', 'module/FlinkZk.Diagnosis.Format.ps1xml', 'module/FlinkZk.Streams.Format.ps1xml')
    FunctionsToExport    = @()
    VariablesToExport    = @()
    AliasesToExport      = @()
    CmdletsToExport      = @(
        'Connect-Zk',
        'Disconnect-Zk',
        'Get-ZkSession',
        'Get-ZkNode',
        'Get-ZkChildNode',
        'Test-ZkNode',
        'New-ZkNode',
        'Set-ZkNode',
        'Remove-ZkNode',
        'Copy-ZkNode',
        'Move-ZkNode',
        'Export-ZkNode',
        'Import-ZkNode',
        'Compare-ZkNode',
        'Watch-ZkNode',
        'Wait-ZkNode',
        'Register-ZkNodeEvent',
        'Invoke-ZkTransaction',
        'Get-ZkAcl',
        'Set-ZkAcl',
        'Start-ZkServer',
        'Stop-ZkServer',
        'Get-ZkServer',
        'Test-ZkServer',
        'Get-ZkServerMember',
        'Set-ZkServerMember',
        'Backup-ZkServerData',
        'Restore-ZkServerData',
        'Import-ZkServerData',
        'Export-ZkServerData',
        'Repair-ZkServerData',
        'Get-ZkConfig',
        'Set-ZkConfig',
        'Remove-ZkConfig',
        'Get-ZkConfigHistory',
        'Restore-ZkConfig',
        'Compare-ZkConfig',
        'Export-ZkConfig',
        'Import-ZkConfig',
        'Copy-ZkConfig',
        'Watch-ZkConfig',
        'Lock-FlinkJob',
        'Unlock-FlinkJob',
        'Update-FlinkJob',
        'Set-FlinkParallelism',
        'Sync-FlinkJobConfig',
        'Get-FlinkJobLock',
        'Request-FlinkJobLock',
        'Watch-FlinkJobLock',
        'Get-FlinkCluster',
        'Get-FlinkLeader',
        'Test-FlinkHa',
        'Connect-Flink',
        'Start-FlinkCluster',
        'Stop-FlinkCluster',
        'Complete-FlinkFailover',
        'Switch-FlinkLeader',
        'Get-FlinkConfig',
        'Set-FlinkConfig',
        'Test-FlinkConfig',
        'Test-ZkServerConfig',
        'New-ZkEnsemble',
        'New-FlinkCluster',
        'Disconnect-Flink',
        'Get-FlinkConnection',
        'Get-FlinkJob',
        'Get-FlinkTaskManager',
        'Get-FlinkCheckpoint',
        'Get-FlinkException',
        'Get-FlinkMetric',
        'Get-FlinkPlan',
        'Get-FlinkWatermark',
        'Get-FlinkBackpressure',
        'Get-FlinkLog',
        'Get-FlinkThreadDump',
        'Watch-FlinkCluster',
        'New-FlinkSqlSession',
        'Get-FlinkSqlSession',
        'Remove-FlinkSqlSession',
        'Invoke-FlinkSql',
        'Start-FlinkJob',
        'Stop-FlinkJob',
        'Wait-FlinkJob',
        'New-FlinkSavepoint',
        'Get-FlinkSavepoint',
        'Remove-FlinkSavepoint',
        'New-FlinkCheckpoint',
        'Publish-FlinkJar',
        'Get-FlinkJar',
        'Remove-FlinkJar',
        'Repair-FlinkHa',
        'Remove-FlinkHaData',
        'Start-FlinkStream',
        'New-FlinkStream',
        'Add-FlinkSource',
        'Add-FlinkFilter',
        'Add-FlinkMap',
        'Add-FlinkWindow',
        'Add-FlinkJoin',
        'Add-FlinkSink',
        'Get-FlinkStreamPlan',
        'Export-FlinkStream',
        'Import-FlinkStream'
    )
    PrivateData          = @{
        PSData = @{
            Tags         = @('ZooKeeper', 'Flink', 'Streaming', 'Lock', 'Configuration', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS')
            LicenseUri   = 'https://www.apache.org/licenses/LICENSE-2.0'
            ReleaseNotes = 'CHANGELOG.md in the module''s folder says what changed in each version.'
        }
    }
}
