$null = New-ZkNode /flinkzk/default/history/locks/orders -Parents
$holder = '"holder":{"v":1,"host":"build-07","pid":4711,"user":"ci","purpose":"nightly run"}'
$null = New-ZkNode /flinkzk/default/history/locks/orders/n-0000000000 "{`"v`":1,`"action`":`"requested`",`"contender`":`"/flinkzk/default/locks/orders/0f8fad5bd9cb469fa16570867728950e-lock-0000000003`",`"token`":8,$holder,`"by`":{`"host`":`"laptop-3`",`"pid`":815,`"user`":`"bob`",`"reason`":`"a deployment waits`"},`"identity`":null}"
$null = New-ZkNode /flinkzk/default/history/locks/orders/n-0000000001 "{`"v`":1,`"action`":`"removed`",`"contender`":`"/flinkzk/default/locks/orders/0f8fad5bd9cb469fa16570867728950e-lock-0000000003`",`"token`":8,$holder,`"by`":{`"host`":`"laptop-3`",`"pid`":815,`"user`":`"bob`",`"reason`":null},`"identity`":`"admin`"}"
Get-FlinkJobLock orders -History
