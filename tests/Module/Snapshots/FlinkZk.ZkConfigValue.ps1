Set-ZkConfig @{ retries = 3 }
Set-ZkConfig orders ([ordered]@{ threshold = 100; window = '5m'; tags = 'a', 'b' })
Set-ZkConfig orders token s3cret -Secret
Get-ZkConfig orders
