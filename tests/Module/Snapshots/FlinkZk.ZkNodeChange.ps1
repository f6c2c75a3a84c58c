$null = New-ZkNode /app/limits/max 100 -Parents
Copy-ZkNode /app /app2 -PassThru
