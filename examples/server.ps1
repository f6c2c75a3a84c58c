# dotnet run --project src/FlinkZk.Host -- examples/server.ps1, or in PowerShell with the module imported.
# A ZooKeeper of one's own: a server with its data in a folder, who may do what, a back-up, and what becomes of it all after a restart.

$ErrorActionPreference = 'Stop'
if (-not (Get-Module FlinkZk)) { Import-Module "$PSScriptRoot/../FlinkZk.psd1" }
$folder = [IO.Directory]::CreateTempSubdirectory('flinkzk-').FullName
try {
    '1. A server with its data in a folder, and a session with it:'
    $server = Start-ZkServer -DataPath "$folder/data"
    $zk = $server | Connect-Zk
    $zk | Out-Default

    '2. Nodes, and who may do what with them:'
    '/shop/limits', '/shop/prices' | New-ZkNode -Parents -Value 100 | Out-Null
    Set-ZkAcl /shop 'world:anyone:r,digest:alice:wonderland:cdrwa' -Recurse
    Get-ZkNode /shop -Recurse | Get-ZkAcl | Out-Default

    '3. Everybody reads, but only alice changes:'
    Set-ZkNode /shop/limits 200 -ErrorAction SilentlyContinue -ErrorVariable refused
    "   as nobody: $($refused[0].FullyQualifiedErrorId.Split(',')[0])"
    $alice = [pscredential]::new('alice', [Net.NetworkCredential]::new('', 'wonderland').SecurePassword)
    $session = $server | Connect-Zk -Credential $alice
    Set-ZkNode /shop/limits 200
    "   as alice:  $((Get-ZkNode /shop/limits).Text)"

    '4. A back-up while the server works, and what the server has to say of itself:'
    $backUp = $server | Backup-ZkServerData -Destination "$folder/backup"
    Set-ZkNode /shop/limits 300
    Get-ZkServer | Out-Default

    '5. The server stops and starts again on the same folder; another starts on what the back-up holds:'
    Get-ZkSession | Disconnect-Zk
    $server | Stop-ZkServer
    $null = Restore-ZkServerData $backUp.File "$folder/restored"
    foreach ($name in 'data', 'restored') {
        $null = Start-ZkServer -DataPath "$folder/$name" | Connect-Zk
        "   {0,-8}  limits = {1}" -f $name, (Get-ZkNode /shop/limits).Text
    }
}
finally {
    Get-ZkSession | Disconnect-Zk
    Get-ZkServer | Stop-ZkServer
    [IO.Directory]::Delete($folder, $true)
}
