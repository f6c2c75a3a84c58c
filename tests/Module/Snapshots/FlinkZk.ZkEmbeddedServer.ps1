# What a server has done differs from run to run, even of one that has ended.
# mask: (?<=Id *: |"Id": |^")\d+(?="?,|$)|^ *\d+(?= Stopped)|^\d+$
# mask: (?<="(Nodes|DataSize|LastZxid|Received|RequestsPerSecond|Ticks|Days|Hours|Milliseconds|Microseconds|Nanoseconds|Minutes|Seconds|Total\w+)": )[-\d.E]+
# mask: (?<=^(Nodes|DataSize|LastZxid|Received|RequestsPerSecond|AverageLatency|MaxLatency|Uptime) *: )[^\r\n]+
# mask: (?<=Stopped.*? 0 +)\d+ +[\d.,]+ +\w+(?= in memory)|(?<=gone w… +0 +)[\d.]+ ms
# mask: (?<=gone with this server",,).*
$server = Start-ZkServer
Stop-ZkServer $server.Id
$server
