$null = New-ZkNode /app/limits/max 100 -Parents
Invoke-ZkTransaction { Test-ZkNode /app/limits/max -ExpectedVersion 0; Set-ZkNode /app/limits/max 200; New-ZkNode /app/limits/min 1 }
