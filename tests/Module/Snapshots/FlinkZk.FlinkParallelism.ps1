$flink = [FlinkZk.Testing.FakeFlink]::new()
$null = $flink.AddJob('orders', '00112233445566778899aabbccddeeff')
$flink.Adaptive = [ValueTuple[bool, bool]]::new($true, $true)
$null = Connect-Flink $flink.Address
Set-FlinkParallelism orders 3
