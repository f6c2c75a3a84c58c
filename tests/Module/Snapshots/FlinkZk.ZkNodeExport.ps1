# mask: (?<=flinkzk-snapshot-)[\w-]+
# mask: /\S*(?=flinkzk-snapshot-#)
$null = New-ZkNode /app/limits/max 100 -Parents
$file = Join-Path ([IO.Path]::GetTempPath()) "flinkzk-snapshot-$([guid]::NewGuid().ToString('N')).jsonl"
try { Export-ZkNode /app $file } finally { Remove-Item $file -ErrorAction Ignore }
