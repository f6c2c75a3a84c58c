[FlinkZk.Server.Storage.ZkDataRestore]@{ Path = '/var/lib/zk'; LastZxid = 4711; Nodes = 17; Sessions = 2; Findings = [string[]]('/var/lib/zk is open to other users of this machine (mode 755).') }
