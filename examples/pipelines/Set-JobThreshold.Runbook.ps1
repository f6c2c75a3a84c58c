#Requires -Version 7.4
#Requires -Modules FlinkZk
<#
.SYNOPSIS
    An Azure Automation runbook: changes a job's threshold under its lock, by hand, by a schedule or by a webhook.
.DESCRIPTION
    The automation account has the module FlinkZk, a variable FlinkZkConnect (the connection string, encrypted) and, where the nodes are not open to everybody, a
    credential FlinkZkUser. The runbook runs where ZooKeeper can be reached: on a hybrid worker with PowerShell 7.4 or later.
    A webhook sends { "job": "orders", "threshold": 100 }.
#>
[CmdletBinding()]
param(
    [string] $Job,
    [int] $Threshold,
    # What a webhook brings; it comes in place of the others.
    [object] $WebhookData
)
$ErrorActionPreference = 'Stop'
$run = 'runbook'
if ($WebhookData) {
    $body = $WebhookData.RequestBody | ConvertFrom-Json
    $Job = $body.job
    $Threshold = $body.threshold
    $run = "webhook $($WebhookData.WebhookName)"
}
if (-not $Job) { throw 'There is no job: give -Job and -Threshold, or send { "job": "orders", "threshold": 100 } to the webhook.' }

$connect = Get-AutomationVariable -Name FlinkZkConnect
$credential = Get-AutomationPSCredential -Name FlinkZkUser -ErrorAction SilentlyContinue
$who = if ($credential) { @{ Credential = $credential } } else { @{} }
$zk = Connect-Zk $connect @who
try {
    Lock-FlinkJob $Job -Timeout 5m -Purpose $run {
        Set-ZkConfig -Job $Job @{ threshold = $Threshold } -Reason $run
        Get-ZkConfig -Job $Job -Key threshold
    }
}
finally { $zk | Disconnect-Zk }
