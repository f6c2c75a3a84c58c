# mask: (?<=flinkzk-snapshot-)[\w-]+
# mask: /\S*(?=flinkzk-snapshot-#)
$null = New-ZkNode /app/limits/max 100 -Parents
$file = Join-Path ([IO.Path]::GetTempPath()) "flinkzk-snapshot-$([guid]::NewGuid().ToString('N')).jsonl"
try { $null = Export-ZkNode /app $file; Import-ZkNode $file /restored | Where-Object { $_.PSTypeNames[0] -eq "FlinkZk.ZkNodeImport" } } finally { Remove-Item $file -ErrorAction Ignore }
