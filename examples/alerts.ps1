# dotnet run --project src/FlinkZk.Host -- examples/alerts.ps1, or in PowerShell with the module imported.
# Alerts handed to a webhook: a node that is missing is raised, and cleared when it comes back; a webhook that fails is told again.

$ErrorActionPreference = 'Stop'
if (-not (Get-Module FlinkZk)) { Import-Module "$PSScriptRoot/../FlinkZk.psd1" }
$null = Connect-Zk -Embedded

# A webhook of this machine: it fails the first time, and takes what comes then.
$probe = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
$probe.Start()
$uri = "http://127.0.0.1:$($probe.LocalEndpoint.Port)/"
$probe.Stop()
$listener = [Net.HttpListener]::new()
$listener.Prefixes.Add($uri)
$listener.Start()
$webhook = [powershell]::Create().AddScript({
    param($listener)
    foreach ($status in 503, 200, 200) {
        $context = $listener.GetContext()
        $body = [IO.StreamReader]::new($context.Request.InputStream).ReadToEnd() | ConvertFrom-Json
        if ($status -eq 200) { "   webhook: $($body.Name) $($body.Edge), number $($body.Number): $($body.Message)" }
        $context.Response.StatusCode = $status
        $context.Response.Close()
    }
}).AddArgument($listener)
$taken = $webhook.BeginInvoke()

try {
    '1. What is watched for:'
    New-ZkAlert heart -Missing /app/heart -For 0s -ClearAfter 0s | Out-Default

    '2. A webhook that fails ends the line, and the alert is not lost:'
    $send = { Invoke-RestMethod $uri -Method Post -ContentType application/json -Body ($_ | ConvertTo-Json -EnumsAsStrings) -ErrorAction Stop | Out-Null }
    try { Watch-ZkAlert | ForEach-Object $send } catch { '   the webhook answered 503' }

    '3. The next to watch tells it again, and what comes then:'
    Watch-ZkAlert -Count 2 | ForEach-Object {
        . $send
        if ($_.Edge -eq 'Raised') { $null = New-ZkNode /app/heart -Parents }
    }
    $webhook.EndInvoke($taken)
    Get-ZkAlert | Out-Default
}
finally {
    $listener.Stop()
    $webhook.Dispose()
    Get-ZkSession | Disconnect-Zk
}
