# mask: Token *: \d+
$queue = '/flinkzk/default/locks/orders'
$null = New-ZkNode $queue -Parents
$null = New-ZkNode "$queue/0f8fad5bd9cb469fa16570867728950e-lock-0000000003" '{"v":1,"host":"build-07","pid":4711,"user":"ci","purpose":"nightly run"}'
$null = New-ZkNode "$queue/7c9e6679742540de944be07fc1f90ae7-lock-0000000004" '{"v":1,"host":"laptop-3","pid":815,"user":"bob"}'
Watch-FlinkJobLock orders -Count 2
