# dotnet run --project src/FlinkZk.Host -- examples/iot.ps1, or in PowerShell with the module imported.
# Three sensors in one file of JSON lines: the mean and the extremes of each day, and calm spells as session windows. No ZooKeeper is needed.

$ErrorActionPreference = 'Stop'
if (-not (Get-Module FlinkZk)) { Import-Module "$PSScriptRoot/../FlinkZk.psd1" }
$sensors = "$PSScriptRoot/data/sensors.jsonl"

'Each week and sensor:'
Start-FlinkStream -Path $sensors -Time time -Key sensor -Window 7d `
    -Aggregate ([ordered]@{ Readings = 'count'; Mean = 'avg value'; Low = 'min value'; High = 'max value' }) | Out-Host

'The temperature of a day, looked at anew every eight hours, where it stayed above 5 degrees at the lowest:'
Start-FlinkStream -Path $sensors -Time time -Window 1d -Slide 8h -Where { $_.sensor -eq 'temperature' } `
    -Aggregate 'Mean=avg value', 'Low=min value' |
    Where-Object { $_.Low -gt 5 } | Out-Host

'Calm spells: hours with little wind that follow each other without a gap:'
Start-FlinkStream -Path $sensors -Time time -SessionGap 61m -Where { $_.sensor -eq 'wind' -and $_.value -lt $config.calm } -Config @{ calm = 3.4 } `
    -Aggregate 'Hours=count', 'Calmest=min value' | Out-Host
