namespace FlinkZk.Server.ZooCfg;

/// <summary>
/// The keys of Apache ZooKeeper 3.9: those that <c>QuorumPeerConfig</c> reads, and the system properties that its classes ask for, which the file sets under their names without <c>zookeeper.</c> in front.
/// </summary>
public static class ZooCfgKeys
{
    private static readonly HashSet<string> Known =
    [
        // QuorumPeerConfig.
        .. (string[])["dataDir", "dataLogDir", "clientPort", "clientPortAddress", "localSessionsEnabled", "localSessionsUpgradingEnabled", "observerMasterPort", "secureClientPort", "secureClientPortAddress",
            "tickTime", "maxClientCnxns", "minSessionTimeout", "maxSessionTimeout", "initLimit", "syncLimit", "connectToLearnerMasterLimit", "electionAlg", "quorumListenOnAllIPs", "peerType", "syncEnabled",
            "dynamicConfigFile", "autopurge.snapRetainCount", "autopurge.purgeInterval", "standaloneEnabled", "reconfigEnabled", "sslQuorum", "portUnification", "sslQuorumReloadCertFiles", "clientPortListenBacklog",
            "quorum.auth.enableSasl", "quorum.auth.serverRequireSasl", "quorum.auth.learnerRequireSasl", "quorum.auth.learner.saslLoginContext", "quorum.auth.server.saslLoginContext",
            "quorum.auth.kerberos.servicePrincipal", "quorum.cnxn.threads.size", "jvm.pause.info-threshold.ms", "jvm.pause.monitor", "jvm.pause.sleep.time.ms", "jvm.pause.warn-threshold.ms", "oraclePath",
            "multiAddress.enabled", "multiAddress.reachabilityCheckEnabled", "multiAddress.reachabilityCheckTimeoutMs", "version"],
        // System properties.
        .. (string[])["4lw.commands.whitelist", "DigestAuthenticationProvider.digestAlg", "DigestAuthenticationProvider.enabled", "DigestAuthenticationProvider.superDigest", "IPAuthenticationProvider.usexforwardedfor",
            "SASLAuthenticationProvider.superPassword", "X509AuthenticationProvider.superUser", "admin.commandURL", "admin.enableServer", "admin.forceHttps", "admin.httpVersion", "admin.idleTimeout", "admin.needClientAuth",
            "admin.portUnification", "admin.rateLimiterIntervalInMS", "admin.restore.enabled", "admin.serverAddress", "admin.serverPort", "admin.snapshot.enabled", "allowSaslFailedClients", "audit.enable",
            "audit.impl.class", "bitHashCacheSize", "client.certReload", "client.portUnification", "clientTcpKeepAlive", "closeSessionTxn.enabled", "cnxTimeout", "commitLogCount",
            "commitProcessor.maxCommitBatchSize", "commitProcessor.maxReadBatchSize", "commitProcessor.numWorkerThreads", "commitProcessor.shutdownTimeout", "connection_throttle_decrease_ratio",
            "connection_throttle_drop_decrease", "connection_throttle_drop_increase", "connection_throttle_fill_count", "connection_throttle_fill_time", "connection_throttle_freeze_time",
            "connection_throttle_global_session_weight", "connection_throttle_local_session_weight", "connection_throttle_renew_session_weight", "connection_throttle_tokens", "connection_throttle_weight_enabled",
            "controllerPort", "datadir.autocreate", "db.autocreate", "digest.enabled", "electionPortBindRetry", "emulate353TTLNodes", "enableEagerACLCheck", "enforce.auth.enabled", "enforce.auth.schemes", "enforceQuota",
            "ensembleAuthName", "extendedTypesEnabled", "fastleader.maxNotificationInterval", "fastleader.minNotificationInterval", "fips-mode", "flushDelay", "follower.skipLearnerRequestToNextProcessor",
            "forceSnapshotSync", "forceSync", "forward_learner_requests_to_commit_processor_disabled", "fsync.warningthresholdms", "globalOutstandingLimit", "intBufferStartingSizeBytes", "kerberos.canonicalizeHostNames",
            "kerberos.minReLoginTimeMs", "kerberos.removeHostFromPrincipal", "kerberos.removeRealmFromPrincipal", "kinit", "largeRequestMaxBytes", "largeRequestThreshold", "leader.ackLoggingFrequency",
            "leader.closeSocketAsync", "leader.maxConcurrentDiffSyncs", "leader.maxConcurrentSnapSyncs", "leader.maxTimeToWaitForEpoch", "leaderConnectDelayDuringRetryMs", "leaderServes", "learner.asyncSending",
            "learner.closeSocketAsync", "letAnySaslUserDoX", "maxBatchSize", "maxCnxns", "maxGetChildrenResponseCacheSize", "maxInProcessingDeadWatchers", "maxResponseCacheSize", "maxWriteQueuePollTime",
            "messageTracker.BufferSize", "messageTracker.Enabled", "netty.advancedFlowControl.enabled", "netty.server.earlyDropSecureConnectionHandshakes", "netty.server.outstandingHandshake.limit",
            "nio.directBufferBytes", "nio.numSelectorThreads", "nio.numWorkerThreads", "nio.sessionlessCnxnTimeout", "nio.shutdownTimeout", "observer.election.DelayMs", "observer.reconnectDelayMs", "observer.syncEnabled",
            "observerMaster.sizeLimit", "pathStats.delay", "pathStats.enabled", "pathStats.initialDelay", "pathStats.maxDepth", "pathStats.sampleRate", "pathStats.slotCapacity", "pathStats.slotDuration",
            "pathStats.topPathMax", "preAllocSize", "quorumCnxnTimeoutMs", "request.timeout", "request_stale_connection_check", "request_stale_latency_check", "request_throttle_drop_stale",
            "request_throttle_max_requests", "request_throttle_stall_time", "request_throttler.shutdownTimeout", "sasl.serverconfig", "security.auth_to_local", "serializeLastProcessedZxid.enabled", "serverCnxnFactory",
            "sessionRequireClientSASLAuth", "skipACL", "snapCount", "snapSizeLimitInKb", "snapshot.compression.method", "snapshot.trust.empty", "snapshotSizeFactor", "ssl", "superUser", "tcpKeepAlive",
            "throttled_op_wait_time", "txnLogSizeLimitInKb", "watchManagerName", "watcherCleanIntervalInSeconds", "watcherCleanThreadsNum", "watcherCleanThreshold", "znode.container.checkIntervalMs",
            "znode.container.maxPerMinute", "znode.container.maxNeverUsedIntervalMs"],
    ];

    // Whatever stands behind these is taken.
    private static readonly string[] Open = ["server.", "group.", "weight.", "authProvider.", "metricsProvider.", "ssl.", "dbId."];

    /// <summary>All names but those of <c>server.1</c> and the like.</summary>
    public static IEnumerable<string> All => Known;

    /// <summary>Without the prefix of system properties, which is in use, too.</summary>
    public static string Bare(string key) => key.StartsWith("zookeeper.", StringComparison.Ordinal) ? key["zookeeper.".Length..] : key;

    /// <summary>Whether a server reads it.</summary>
    public static bool IsKnown(string key) => Known.Contains(Bare(key)) || Open.Any(prefix => Bare(key).StartsWith(prefix, StringComparison.Ordinal));
}
