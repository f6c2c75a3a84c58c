$null = New-ZkNode /app/limits/max 100 -Parents
$null = New-ZkNode /app2/limits/max 60 -Parents
$null = New-ZkNode /app2/limits/min 1
Compare-ZkNode /app /app2
