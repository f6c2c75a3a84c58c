$flink = [FlinkZk.Testing.FakeFlink]::new()
$flink.AddJar('orders-1.0.jar', '207ea8bc-2678-46e6-9f2e-cf0e4e7a1b2c')
$null = Connect-Flink $flink.Address
Get-FlinkJar
