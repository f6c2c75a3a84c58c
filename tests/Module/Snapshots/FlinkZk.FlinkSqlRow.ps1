$gateway = [FlinkZk.Testing.FakeSqlGateway]::new()
$null = New-FlinkSqlSession $gateway.Address
Invoke-FlinkSql 'SELECT * FROM orders'
