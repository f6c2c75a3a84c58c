using FlinkZk.Clusters.Deploy;

namespace FlinkZk.Clusters.Layout;

/// <summary>What of a configuration is about Java and security: TLS among Flink's processes, and who Flink is to ZooKeeper.</summary>
internal static class FlinkSecurity
{
    // Named so since 1.18 (FLINK-32548); its distribution sets it for Java 17.
    private static readonly Version OptionsForAll = new(1, 18);

    public static IEnumerable<(string? Reason, string Key, string Value)> Of(FlinkLayoutOptions options)
    {
        string[] java = [.. options.Version >= OptionsForAll ? JavaArguments.Modules : [], .. ZooKeeper(options)];
        if (java.Length > 0)
            yield return (options.Version >= OptionsForAll ? "What Flink reaches into of Java 17, as its own file has it; and how ZooKeeper's client in it is told what no key is for." : "How ZooKeeper's client in Flink is told what no key is for.",
                options.Version >= OptionsForAll ? "env.java.opts.all" : "env.java.opts", string.Join(' ', java));
        if (options.User is not null)
        {
            yield return ("Who Flink is to ZooKeeper stands in conf/jaas.conf, in this section.", "zookeeper.sasl.disable", "false");
            yield return (null, "zookeeper.sasl.login-context-name", "Client");
            yield return ("Nobody else reads or changes what it keeps there.", "high-availability.zookeeper.client.acl", "creator");
        }
        if (options.KeyStorePassword is not { } password)
            yield break;
        yield return ("Processes talk to each other by TLS, each with the cluster's own certificate: nobody else is let in. This file holds its password: only Flink's user may read it.", "security.ssl.internal.enabled", "true");
        foreach (var line in Stores("internal", options, password))
            yield return line;
        yield return ("What clients and browsers send goes by TLS. Who comes is still not asked: let a proxy do that.", "security.ssl.rest.enabled", "true");
        foreach (var line in Stores("rest", options, password))
            yield return line;
    }

    private static IEnumerable<(string? Reason, string Key, string Value)> Stores(string kind, FlinkLayoutOptions options, string password) =>
    [
        (null, $"security.ssl.{kind}.keystore", options.KeyStore),
        (null, $"security.ssl.{kind}.keystore-password", password),
        (null, $"security.ssl.{kind}.key-password", password),
        (null, $"security.ssl.{kind}.truststore", options.TrustStore),
        (null, $"security.ssl.{kind}.truststore-password", password),
    ];

    private static IEnumerable<string> ZooKeeper(FlinkLayoutOptions options) =>
    [
        .. options.User is null ? (string[])[] : [$"-Djava.security.auth.login.config={options.Home}/{JaasFile.Name}", "-Dzookeeper.fips-mode=false"],
        .. options.UsesZooKeeperTls
            ? ["-Dzookeeper.client.secure=true", $"-Dzookeeper.clientCnxnSocket={JaasFile.Shaded}org.apache.zookeeper.ClientCnxnSocketNetty", $"-Dzookeeper.ssl.keyStore.location={options.Certificate}", $"-Dzookeeper.ssl.trustStore.location={options.CaPath}"]
            : (string[])[],
    ];
}
