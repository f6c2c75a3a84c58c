# mask: (?<=Elapsed *: |:1 +|"Elapsed":.*)\d+ms|00:00:00[.0-9]*|(?<="(Ticks|Days|Hours|Minutes|Seconds|Milliseconds|Microseconds|Nanoseconds|Total\w+)": )[0-9.E-]+
$null = Connect-Zk -Embedded
$null = '/flink/default/leader/latch', '/flink/default/leader/rest_server' | New-ZkNode -Parents
$null = Get-FlinkCluster
$codec = [FlinkZk.Clusters.Model.LeaderInformation].Assembly.GetType('FlinkZk.Clusters.Ha.LeaderInformationCodec').GetMethod('Write')
$null = New-ZkNode /flink/default/leader/rest_server/connection_info ($codec.Invoke($null, @([FlinkZk.Clusters.Model.LeaderInformation]::new('http://127.0.0.1:1', [guid]::NewGuid())))) -Ephemeral
$null = New-ZkNode '/flink/default/leader/latch/_c_0a8b6b8e-6f0e-4c4b-9d4a-0123456789ab-latch-0000000000' -Ephemeral
Complete-FlinkFailover default -ProcessId 4194305 -WarningAction Ignore
