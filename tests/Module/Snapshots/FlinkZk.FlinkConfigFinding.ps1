# mask: (?<=["  /])/[^"]*config\.yaml|(?<=FilePath *: ).*
$folder = Join-Path ([IO.Path]::GetTempPath()) ([guid]::NewGuid())
$null = New-Item $folder -ItemType Directory
Set-Content $folder/config.yaml "execution.checkpointing.interval: 1 min`nexecution.checkpointing.dir: s3://c`ntaskmanager.numberOfTaskSlot: 2"
Test-FlinkConfig $folder
Remove-Item $folder -Recurse
