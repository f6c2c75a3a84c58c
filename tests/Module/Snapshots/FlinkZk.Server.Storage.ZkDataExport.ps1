[FlinkZk.Server.Storage.ZkDataExport]@{ Path = '/home/me/java'; LastZxid = 4711; Nodes = 17; Sessions = 2; Findings = [string[]]('One node has a time to live.') }
