$job = '9c1d3c1a1f0a4b9e8e1d2c3b4a5f6071'
$null = New-ZkNode "/flink/default/execution-plans/$job" nonsense -Parents
$null = New-ZkNode "/flink/default/jobs/$job/checkpoint_id_counter" ([byte[]](0, 0, 0, 2)) -Parents
$null = New-ZkNode /flink/idle/leader -Parents
Test-FlinkHa
