[FlinkZk.Server.ZkDataRestore]@{ Path = '/var/lib/zk'; LastZxid = 4711; Nodes = 17; Sessions = 2 }
