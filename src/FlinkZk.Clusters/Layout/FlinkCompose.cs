namespace FlinkZk.Clusters.Layout;

/// <summary>A Flink cluster in containers of one machine: Flink's own image with the configuration that is written beside.</summary>
internal static class FlinkCompose
{
    private const string Home = "/opt/flink";

    // Checkpoints on a shared disk are that of all containers.
    private const string LocalStorage = "file:///";

    public static string Of(FlinkLayoutOptions options) =>
        "# The same cluster in containers of one machine: for trying out, for they fail together.\n# With an ensemble of New-ZkEnsemble in this folder: docker compose -f compose.yaml -f compose-flink.yaml up\n"
        + (StoragePlugin.Advice(options.Storage, Home) is { } plugin ? $"# In an image of your own, from flink:{options.Version.ToString(2)}. {plugin}\n" : "")
        + "services:\n"
        + string.Concat(options.JobManagers.Select((host, index) => Service(options, host, "jobmanager", index)))
        + string.Concat(options.TaskManagers.Select(host => Service(options, host, "taskmanager", 0)));

    private static string Service(FlinkLayoutOptions options, string host, string role, int index)
    {
        var isJobManager = role == "jobmanager";
        var file = FlinkLayout.FileName(options);
        string[] volumes =
        [
            $"./{host}/conf/{file}:{Home}/conf/{file}:ro",
            .. options.User is null ? (string[])[] : [$"./{host}/{JaasFile.Name}:{options.Home}/{JaasFile.Name}:ro"],
            .. isJobManager ? [$"./{host}/{FailoverHook.ScriptName}:{Home}/{FailoverHook.ScriptName}:ro", $"./{host}/{FailoverHook.RunnerName}:{Home}/{FailoverHook.RunnerName}:ro"] : (string[])[],
            .. options.UsesZooKeeperTls ? [$"{options.Certificate}:{options.Certificate}:ro", $"{options.CaPath}:{options.CaPath}:ro"] : (string[])[],
            .. options.KeyStorePassword is null ? (string[])[] : [$"{options.KeyStore}:{options.KeyStore}:ro", $"{options.TrustStore}:{options.TrustStore}:ro"],
            .. options.Storage.StartsWith(LocalStorage, StringComparison.Ordinal) ? [$"{Folder(options)}:{Folder(options)}"] : (string[])[],
        ];
        var start = $"{Home}/bin/{role}.sh\", \"start-foreground";
        return FormattableString.Invariant($"""
              {EnsembleCompose.Name(host)}-{role}:
                image: flink:{options.Version.ToString(2)}
                hostname: {host}
                restart: always
            {(isJobManager
                ? $"    # Completes the failover when Flink has ended, if PowerShell and the module FlinkZk are in the image; else a standby waits for the end of the session.\n    entrypoint: [\"/bin/sh\", \"{Home}/{FailoverHook.RunnerName}\", \"{start}\"]\n    ports: [\"{options.RestPort + index}:{options.RestPort}\"]"
                : $"    entrypoint: [\"{start}\"]")}
                # Savepoints take their time: what is not over then is killed.
                stop_grace_period: 60s
                volumes: [{string.Join(", ", volumes.Select(volume => $"\"{volume}\""))}]

            """);
    }

    private static string Folder(FlinkLayoutOptions options) => "/" + options.Storage[LocalStorage.Length..].TrimEnd('/');
}
