# mask: [0-9a-f]{32}(?<!00112233445566778899aabbccddeeff)
# mask: savepoint-[0-9a-f]{6}-
$flink = [FlinkZk.Testing.FakeFlink]::new()
$null = $flink.AddJob('orders', '00112233445566778899aabbccddeeff')
$null = Connect-Flink $flink.Address
$folder = New-Item -ItemType Directory (Join-Path ([IO.Path]::GetTempPath()) ([guid]::NewGuid()))
Set-Content "$folder/new.jar" 'PK' -NoNewline
Set-ZkConfig orders @{ threshold = 100 }
$null = Update-FlinkJob orders "$folder/new.jar" -PreviousJar "$folder/new.jar" -StableFor 0s
Get-FlinkJob new | Sync-FlinkJobConfig -StableFor 0s
Remove-Item -Recurse $folder
