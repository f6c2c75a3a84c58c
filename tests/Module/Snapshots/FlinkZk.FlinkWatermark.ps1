# mask: \d+d\d+h|\d+\.\d\d:\d\d:\d\d\.\d+|"Lag": \{[^}]*\}
$flink = [FlinkZk.Testing.FakeFlink]::new()
$null = $flink.AddJob('orders', '00112233445566778899aabbccddeeff')
$null = Connect-Flink $flink.Address
Get-FlinkWatermark orders
