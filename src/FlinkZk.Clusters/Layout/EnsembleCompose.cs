namespace FlinkZk.Clusters.Layout;

/// <summary>An ensemble in containers of one machine: ZooKeeper's own image, which takes lines of zoo.cfg by its variables.</summary>
internal static class EnsembleCompose
{
    private const string Jaas = "/jaas.conf";

    public static string Of(EnsembleOptions options) =>
        "# The same ensemble in containers of one machine: for trying out, for they fail together.\nservices:\n"
        + string.Concat(options.Hosts.Select((host, index) => Service(options, host, index)))
        + "volumes:\n" + string.Concat(options.Hosts.Select(host => $"  {Name(host)}-data:\n  {Name(host)}-log:\n"));

    /// <summary>A host's name as a service has it.</summary>
    public static string Name(string host) => host.Replace('.', '-');

    private static string Service(EnsembleOptions options, string host, int index)
    {
        var inside = options with { BindsToHost = false };
        var servers = string.Join(' ', options.Hosts.Select((other, at) => EnsembleLayout.Member(inside, other, at + 1, "2181").Replace(":participant", "", StringComparison.Ordinal)));
        // Comments are no settings, and a variable has one line.
        var more = string.Join(' ', EnsembleLayout.Security(inside with { ClientPort = 2281 }, host).Where(line => !line.StartsWith('#') && !line.StartsWith("clientPort=", StringComparison.Ordinal)).Prepend("maxSessionTimeout=60000"));
        string[] volumes =
        [
            $"{Name(host)}-data:/data", $"{Name(host)}-log:/datalog",
            .. options.UsesTls ? [$"{options.Certificate}:{options.Certificate}:ro", $"{options.CaPath}:{options.CaPath}:ro"] : (string[])[],
            // The image's user 1000 has to be able to read it.
            .. options.User is null ? (string[])[] : [$"./{host}/{JaasFile.Name}:{Jaas}:ro"],
        ];
        return FormattableString.Invariant($"""
              {Name(host)}:
                image: zookeeper:3.9
                hostname: {host}
                restart: always
                ports: ["{options.ClientPort + index}:{(options.UsesTls ? 2281 : 2181)}"]
                environment:
                  ZOO_MY_ID: "{index + 1}"
                  ZOO_SERVERS: "{servers}"
                  ZOO_AUTOPURGE_PURGEINTERVAL: "24"
                  ZOO_ADMINSERVER_ENABLED: "false"
                  ZOO_4LW_COMMANDS_WHITELIST: "srvr,mntr,ruok"
                  ZOO_CFG_EXTRA: "{more}"{(options.User is null ? "" : $"\n      # Only its owner may read that file: make user 1000, ZooKeeper's in the image, its owner.\n      SERVER_JVMFLAGS: \"-Djava.security.auth.login.config={Jaas}\"")}
                volumes: [{string.Join(", ", volumes.Select(volume => $"\"{volume}\""))}]

            """);
    }
}
