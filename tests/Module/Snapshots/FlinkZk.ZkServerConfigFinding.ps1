# mask: (?<=["  /])/[^"]*zoo\.cfg|(?<=FilePath *: ).*
$folder = Join-Path ([IO.Path]::GetTempPath()) ([guid]::NewGuid())
$null = New-Item $folder -ItemType Directory
Set-Content $folder/zoo.cfg "dataDir=/data`ndataLogDir=/log`nclientPort=2181`nautopurge.purgInterval=24`nautopurge.purgeInterval=24`nadmin.enableServer=false`nmaxSessionTimeout=60000"
Test-ZkServerConfig $folder
Remove-Item $folder -Recurse
