$null = New-ZkNode /app/limits/max 100 -Parents
$null = New-ZkNode /app/certificate ([byte[]](0, 255, 1))
Get-ZkNode /app, /app/limits/max, /app/certificate
