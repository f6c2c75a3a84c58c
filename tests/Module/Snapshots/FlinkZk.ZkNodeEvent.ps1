$null = New-ZkNode /app/limits/max 100 -Parents
Watch-ZkNode /app/limits/max | Select-Object -First 1
