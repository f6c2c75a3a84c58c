# mask: /[^"\s]*flinkzk-layout(?=/)
$folder = Join-Path ([IO.Path]::GetTempPath()) 'flinkzk-layout'
$null = New-Item $folder/zk1/conf -ItemType Directory -Force
New-ZkEnsemble $folder zk1
Set-Content $folder/zk1/conf/zoo.cfg ((Get-Content $folder/zk1/conf/zoo.cfg) -replace 'tickTime=2000', 'tickTime=3000')
New-ZkEnsemble $folder zk1 -Force
Remove-Item $folder -Recurse
