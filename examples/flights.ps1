# dotnet run --project src/FlinkZk.Host -- examples/flights.ps1, or in PowerShell with the module imported.
# A stream job over real flights, coordinated through ZooKeeper: configuration, lock, watch, windows, and a change while it runs.

$ErrorActionPreference = 'Stop'
$manifest = "$PSScriptRoot/../FlinkZk.psd1"
if (-not (Get-Module FlinkZk)) { Import-Module $manifest }

'1. A ZooKeeper server in this process. A second prompt can join with the connection string:'
$zk = Connect-Zk -Embedded
$zk | Out-Host

'2. The configuration of the job, as one revision:'
Set-ZkConfig flights @{ threshold = 60 } -Reason 'an hour late counts as delayed'
Get-ZkConfig flights | Out-Host

'3. The lock of the job, so that nobody runs it twice:'
$lock = Lock-FlinkJob flights -Purpose 'examples/flights.ps1'
$lock | Out-Host

'4. A watch on the configuration, as events of the engine; what it has seen comes at the end.'
Register-ZkNodeEvent "$($zk.Root)/config" -Recurse -SourceIdentifier flights

try {
    '5. The stream. With the third window the threshold is lowered; windows say under which revision they were made:'
    $windows = 0
    Start-FlinkStream -Path "$PSScriptRoot/data/flights.csv" -Job flights `
        -Time date -OutOfOrderness 30m -Window 5d -LateVariable late `
        -Where { $_.delay -gt $config.threshold } `
        -Aggregate ([ordered]@{ Delayed = 'count'; AvgDelay = 'avg delay'; Worst = 'max delay' }) |
        ForEach-Object {
            $_
            if (++$windows -eq 3) { Set-ZkConfig flights @{ threshold = 30 } -Reason 'half an hour is bad enough' }
        } | Out-Host
    'What came after its window was gone, is in no result but in -LateVariable:'
    $late | Out-Host
}
finally {
    '6. The lock is given back, the watch ends:'
    $lock | Unlock-FlinkJob
    Unregister-Event flights
    $lock | Out-Host
}

'What the watch has seen:'
Get-Event flights | ForEach-Object SourceArgs | Out-Host
Remove-Event flights
'Who changed what, and why:'
Get-ZkConfigHistory | Format-Table Revision, User, Changes, Reason -AutoSize | Out-Host

Disconnect-Zk
