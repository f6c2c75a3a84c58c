#Requires -Version 7.4
#Requires -Modules FlinkZk
<#
.SYNOPSIS
    A deployment's step: changes a job's configuration while it holds the job's lock.
.DESCRIPTION
    Nobody else deploys the job meanwhile, and the change is one revision that says which run made it. A lock that is not free in time, and a configuration that
    changed since it was read, end the step with an error, so that the pipeline stops.
.EXAMPLE
    ./Update-JobThreshold.ps1 -Connect zk1:2181,zk2:2181/prod -Job orders -Threshold 100 -Run 'build 42'
#>
[CmdletBinding()]
param(
    # ZooKeeper's connection string.
    [Parameter(Mandatory)] [string] $Connect,
    [Parameter(Mandatory)] [string] $Job,
    [Parameter(Mandatory)] [int] $Threshold,
    # What makes the change, for the lock's other waiters and the history.
    [Parameter(Mandatory)] [string] $Run,
    # How long to wait for the lock.
    [string] $Timeout = '5m',
    # Who it is, where the nodes are not open to everybody.
    [pscredential] $Credential
)
$ErrorActionPreference = 'Stop'
$who = if ($Credential) { @{ Credential = $Credential } } else { @{} }
$zk = Connect-Zk $Connect @who
try {
    Lock-FlinkJob $Job -Timeout $Timeout -Purpose $Run {
        $revision = @(Get-ZkConfigHistory -Newest 1).Revision
        $expected = if ($revision) { $revision[0] } else { 0 }
        $change = Set-ZkConfig -Job $Job @{ threshold = $Threshold } -Reason $Run -ExpectedRevision $expected -PassThru
        "${Job}: threshold is $Threshold since revision $(@($change)[0].Revision)."
    }
}
finally { $zk | Disconnect-Zk }
