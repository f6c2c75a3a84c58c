Set-ZkConfig @{ retries = 3 }
Set-ZkConfig orders ([ordered]@{ threshold = 100; window = '5m' })
Set-ZkConfig orders token s3cret -Secret
Watch-ZkConfig orders -Count 2 -Timeout 30s | ForEach-Object { $_; if ($_.Changes.Count -eq 0) { Set-ZkConfig orders @{ threshold = 60; window = '1m' } } }
