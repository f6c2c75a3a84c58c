[FlinkZk.Server.Storage.ZkDataBackUp]@{ File = '/backups/zk.bak'; LastZxid = 4711; Length = 52341 }
