Set-ZkConfig @{ retries = 3; window = '5m' }
Set-ZkConfig orders @{ threshold = 100; tags = 'a', 'b' }
Set-ZkConfig orders password s3cret -Secret
Set-ZkConfig orders @{ threshold = 60; window = '1m' }
Remove-ZkConfig orders tags
Compare-ZkConfig orders -ReferenceRevision 2
