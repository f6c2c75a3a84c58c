# mask: (?<=["  /])/[^"]*config\.yaml|(?<=FilePath *: ).*
$folder = Join-Path ([IO.Path]::GetTempPath()) ([guid]::NewGuid())
$null = New-Item $folder -ItemType Directory
Set-Content $folder/config.yaml "recovery.mode: zookeeper`nexecution.checkpointing.interval: 1 min"
Get-FlinkConfig $folder
Remove-Item $folder -Recurse
