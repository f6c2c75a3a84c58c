# A SQL gateway with a table or two: compiled along with the fake cluster.
$fake = & (Join-Path $PSScriptRoot 'FakeFlink.ps1')
$fake.Dispose()
[FlinkZk.Testing.FakeSqlGateway]::new()
