$null = New-ZkNode /app/limits -Parents
$null = Set-ZkAcl /app/limits world:anyone:cdrwa, digest:alice:secret:r, ip:10.0.0.0/8:r
Get-ZkAcl /app/limits
