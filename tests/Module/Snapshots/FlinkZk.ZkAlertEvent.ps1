$null = New-ZkAlert heart -Missing /app/heart -For 0s
Watch-ZkAlert -Count 1 -Timeout 60s
