#Requires -Version 7.4
#Requires -Modules FlinkZk
<#
.SYNOPSIS
    A deployment's step: streams a log in windows of event time, and fails where too many errors or warnings come together.
.DESCRIPTION
    What is too many is the job's threshold in ZooKeeper. Each window above it is told in the way that the pipeline's host shows as an annotation.
.EXAMPLE
    ./Test-JobLog.ps1 -Connect zk1:2181 -Job orders -Path ./orders.log
#>
[CmdletBinding()]
param(
    # ZooKeeper's connection string.
    [Parameter(Mandatory)] [string] $Connect,
    [Parameter(Mandatory)] [string] $Job,
    # The log: time [thread] LEVEL logger - message.
    [Parameter(Mandatory)] [string] $Path,
    [string] $Window = '10s'
)
$ErrorActionPreference = 'Stop'
function Write-Annotation([string] $Text) {
    if ($env:TF_BUILD) { "##vso[task.logissue type=warning]$Text" }
    elseif ($env:GITHUB_ACTIONS) { "::warning::$Text" }
    else { $Text }
}

$pattern = '^(?<time>\S+) \[(?<thread>.+?)\] (?<level>[A-Z]+) (?<logger>\S+) - (?<message>.*)$'
$zk = Connect-Zk $Connect
try {
    $threshold = (Get-ZkConfig -Job $Job -Key threshold).Value
    $busy = @(
        Start-FlinkStream -Path $Path -Pattern $pattern -Time time -OutOfOrderness 1s -Where { $_.level -eq 'WARN' -or $_.level -eq 'ERROR' } -Window $Window -Aggregate @{ Messages = 'count' } |
            Where-Object Messages -gt $threshold
    )
}
finally { $zk | Disconnect-Zk }

foreach ($result in $busy) { Write-Annotation "$($result.Messages) warnings and errors in the $Window from $($result.Start.ToString('o')), the threshold is $threshold." }
if ($busy) { throw "$($busy.Count) windows of $Path are above the threshold." }
"${Path}: no $Window with more than $threshold warnings and errors."
