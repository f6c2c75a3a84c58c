[FlinkZk.Coordination.ServerHealth]@{
    Address = [FlinkZk.Client.ServerAddress]::new('zk1', 2181); Mode = 'follower'; Version = '3.9.4'; ResponseTime = [timespan]'00:00:00.0120000'
    AverageLatency = [timespan]'00:00:00.0004000'; MaxLatency = [timespan]'00:00:00.0310000'; Outstanding = 0; Connections = 3; Nodes = 120; Zxid = 4711; Lag = 12
    Problems = [string[]]('It is 12 transactions behind the leader.')
}
