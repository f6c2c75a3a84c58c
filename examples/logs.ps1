# dotnet run --project src/FlinkZk.Host -- examples/logs.ps1, or in PowerShell with the module imported.
# Lines of a real log, taken apart by a regular expression: how busy each component was, and bursts of messages.

$ErrorActionPreference = 'Stop'
if (-not (Get-Module FlinkZk)) { Import-Module "$PSScriptRoot/../FlinkZk.psd1" }
$log = "$PSScriptRoot/data/zookeeper.log"
$pattern = '^(?<time>\S+) \[(?<thread>.+?)\] (?<level>[A-Z]+) (?<logger>\S+) - (?<message>.*)$'

'Messages a level and ten seconds:'
Start-FlinkStream -Path $log -Pattern $pattern -Time time -OutOfOrderness 1s -Key level -Window 10s -Aggregate 'Messages=count' | Out-Host

'Warnings, as they stand in the log; a filter alone needs no windows:'
Start-FlinkStream -Path $log -Pattern $pattern -Where { $_.level -eq 'WARN' } | ForEach-Object { "  $($_.time)  $($_.message)" }

'The busiest bursts: no more than a quarter of a second between two messages.'
Start-FlinkStream -Path $log -Pattern $pattern -Time time -OutOfOrderness 1s -SessionGap 250ms -Aggregate 'Messages=count' |
    Where-Object { $_.Messages -gt 100 } | Out-Host
