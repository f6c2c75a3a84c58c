[FlinkZk.Server.Storage.ZkDataRepair]@{ LastZxid = 4711; LastLostZxid = 4713; SetAside = [string[]]('log.1200.damaged'); Problems = [string[]]('log.1200: the checksum at 5120 is wrong.') }
