# mask: (?<=Id *: |"Id": |^")\d+(?="?,|$)|^ *\d+(?= +http)
$flink = [FlinkZk.Testing.FakeFlink]::new()
Connect-Flink $flink.Address
