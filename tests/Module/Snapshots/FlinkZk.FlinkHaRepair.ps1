# mask: /[^ "']*/flinkzk-[a-z0-9-]+/
$folder = Join-Path ([IO.Path]::GetTempPath()) "flinkzk-$(Get-Random -Minimum 100000 -Maximum 999999)"
$null = New-ZkNode /flink/idle/leader -Parents
$null = New-ZkNode /flink/one/jobs/9c1d3c1a1f0a4b9e8e1d2c3b4a5f6071/checkpoint_id_counter ([byte[]](0, 0, 0, 2)) -Parents
Repair-FlinkHa one -Kind OrphanedCheckpoints -BackupPath $folder -Confirm:$false
Remove-FlinkHaData idle -BackupPath $folder -Confirm:$false
Remove-Item -LiteralPath $folder -Recurse
