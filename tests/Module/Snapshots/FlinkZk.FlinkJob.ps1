# mask: \d+d\d+h|\d+\.\d\d:\d\d:\d\d\.\d+|(?<=Lag": )\{[^}]*\}
$flink = [FlinkZk.Testing.FakeFlink]::new()
$null = $flink.AddJob('orders', '00112233445566778899aabbccddeeff')
$null = $flink.AddJob('a job with a rather long name', 'ffeeddccbbaa99887766554433221100', 'FINISHED')
$null = Connect-Flink $flink.Address
Get-FlinkJob -Detailed
