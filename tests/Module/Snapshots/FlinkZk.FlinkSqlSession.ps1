# mask: (?<=Id *: |"Id": |^")\d+(?="?,|$)|(?<=^ *)\d+(?= +report)
$gateway = [FlinkZk.Testing.FakeSqlGateway]::new()
New-FlinkSqlSession $gateway.Address report
