$null = New-ZkAlert heart -Missing /app/heart -For 0s
$null = Watch-ZkAlert -Count 1 -Timeout 60s
$null = New-ZkAlert scheduler -LeaderOf scheduler -MoreThan 3 -Within 10m
Get-ZkAlert
