# mask: (?<=fz-)[0-9a-f]{4}(?=\.jsonl)
# mask: /\S*(?=fz-#)
$null = New-ZkNode /app/limits/max 100 -Parents
# So short that it fits its column: it would be wrapped.
$file = Join-Path ([IO.Path]::GetTempPath()) "fz-$([guid]::NewGuid().ToString('N').Substring(0, 4)).jsonl"
try { Export-ZkNode /app $file -Force } finally { Remove-Item $file -ErrorAction Ignore }
