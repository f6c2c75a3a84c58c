# mask: Token *: \d+
# mask: "Token": \d+
# mask: ,"\d{1,4}"$
$null = New-ZkNode /flinkzk/default/runners -Parents
$null = New-ZkNode /flinkzk/default/runners/build-07 '{"v":1,"host":"build-07","pid":4711,"user":"ci","slots":4,"jobs":["orders","billing"],"purpose":"nightly jobs"}'
$null = New-ZkNode /flinkzk/default/runners/other 'not ours'
Get-FlinkRunner
