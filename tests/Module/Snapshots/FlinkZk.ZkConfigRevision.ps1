$null = New-ZkNode /flinkzk/default/config 2 -Parents
$null = New-ZkNode /flinkzk/default/history/0/1 '{"v":1,"revision":1,"user":"bob","host":"laptop-3","changes":[{"key":"retries","to":3}]}' -Parents
$null = New-ZkNode /flinkzk/default/history/0/2 '{"v":1,"revision":2,"user":"ci","identity":"sasl:alice","host":"build-07","reason":"summer sale","changes":[{"job":"orders","key":"threshold","from":100,"to":60},{"job":"orders","key":"token","to":"***"}]}'
Get-ZkConfigHistory
