# The stage on which every example of the documents runs: a server, some nodes, a configuration, some files, and stand-ins for what a machine has.
param([string] $Folder, [string] $Clone)
(Get-PSProvider FileSystem).Home = $Folder
Set-Location $Folder
$ConfirmPreference = 'None'
$ProgressPreference = 'SilentlyContinue'

function Get-Credential { param($UserName = 'alice') [pscredential]::new($UserName, (ConvertTo-SecureString 's3cret' -AsPlainText -Force)) }
function Read-Host { param([switch] $AsSecureString) if ($AsSecureString) { ConvertTo-SecureString 's3cret' -AsPlainText -Force } else { 's3cret' } }
function New-TestCertificate {
    $key = [Security.Cryptography.RSA]::Create(2048)
    $request = [Security.Cryptography.X509Certificates.CertificateRequest]::new('CN=localhost', $key, 'SHA256', [Security.Cryptography.RSASignaturePadding]::Pkcs1)
    $names = [Security.Cryptography.X509Certificates.SubjectAlternativeNameBuilder]::new()
    $names.AddDnsName('localhost')
    $request.CertificateExtensions.Add($names.Build())
    $certificate = $request.CreateSelfSigned([DateTimeOffset]::UtcNow.AddDays(-1), [DateTimeOffset]::UtcNow.AddDays(1))
    Set-Content ca.pem, clients-ca.pem $certificate.ExportCertificatePem()
    Set-Content server.pem, client.pem $certificate.ExportCertificatePem(), $key.ExportPkcs8PrivateKeyPem()
}

Set-Content deploy.ps1 '"deployed"'
Set-Content export.ps1 'param($Token) if (-not $Token) { throw "no token" }'
Set-Content orders.csv 'At,Region,Amount', '2026-01-01T10:00:00,North,120', '2026-01-01T10:00:20,South,80', '2026-01-01T10:01:10,North,40'
Set-Content orders.jsonl '{"OrderedAt":"2026-01-01T10:00:00Z","At":"2026-01-01T10:00:00Z","Region":"North","Amount":120}', '{"OrderedAt":"2026-01-01T10:00:20Z","At":"2026-01-01T10:00:20Z","Region":"South","Amount":80}'
Set-Content flights.csv 'date,origin,delay', '2026-01-01T10:00:00,HAM,75', '2026-01-01T12:00:00,HAM,90', '2026-01-02T08:00:00,MUC,61'
Set-Content requests.csv 'at,host,user,status,ms', '2026-01-01T10:00:05,web1,ann,200,20', '2026-01-01T10:00:10,web1,ben,200,40', '2026-01-01T10:00:40,web1,ann,503,920', '2026-01-01T10:00:50,web1,cem,200,45'
Set-Content limits.csv 'Job,Key,Value', 'orders,threshold,90', ',retries,4'
Set-Content app.log '2026-01-01T10:00:00 alice logged in', '2026-01-01T10:05:00 alice read /app', '2026-01-01T11:00:00 bob logged in'

# Another server, with one session of its own, and the one of all examples, whose session is the default.
$server = Start-ZkServer
$there = $server.ConnectionString
$new = $other = $production = $server | Connect-Zk
$zk = $old = Connect-Zk -Embedded -Credential (Get-Credential)
$here = $zk.ConnectionString
'/flink', '/brokers/ids/1', '/brokers/ids/2', '/app2', '/app/workers', '/app/tmp/a', '/app/tmp/b' | New-ZkNode -Parents | Out-Null
Set-ZkNode /app 'the application'
$null = New-ZkNode /app/motd 'Good morning'
$null = New-ZkNode /motd 'Good morning'
$null = New-ZkNode /app/counter 1
$null = New-ZkNode /app/x x
$null = Set-ZkConfig @{ threshold = 50; retries = 3 }
$null = Set-ZkConfig orders @{ threshold = 100; window = '5m' } -Reason 'go live'
$null = Set-ZkConfig billing @{ threshold = 10 }
'/app/limits/max', '/app/new', '/app-backup', '/a', '/b', '/big/one', '/archive', '/jobs/done-1', '/test' | New-ZkNode -Parents | Out-Null
Set-ZkAcl / world:anyone:cdrwa -Recurse

# What was exported, and a folder that a server has left.
Export-ZkNode /app ./app.jsonl | Out-Null
Start-ZkServer -DataPath ~/zkdata | Stop-ZkServer
