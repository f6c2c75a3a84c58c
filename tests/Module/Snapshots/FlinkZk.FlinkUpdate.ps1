# mask: [0-9a-f]{32}(?<!00112233445566778899aabbccddeeff)
# mask: \b\d+\.\d+ s\b
# mask: 00:00:0\d\.\d+
# mask: "(Ticks|Milliseconds|Microseconds|Nanoseconds|Seconds|TotalDays|TotalHours|TotalMilliseconds|TotalMicroseconds|TotalNanoseconds|TotalMinutes|TotalSeconds)": [\d.E-]+
$flink = [FlinkZk.Testing.FakeFlink]::new()
$null = $flink.AddJob('orders', '00112233445566778899aabbccddeeff')
$null = Connect-Flink $flink.Address
$folder = New-Item -ItemType Directory (Join-Path ([IO.Path]::GetTempPath()) ([guid]::NewGuid()))
Set-Content "$folder/new.jar" 'PK' -NoNewline
Set-Content "$folder/old.jar" 'PK0' -NoNewline
Update-FlinkJob orders "$folder/new.jar" -PreviousJar "$folder/old.jar" -StableFor 0s
Remove-Item -Recurse $folder
