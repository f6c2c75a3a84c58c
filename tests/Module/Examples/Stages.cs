using System.Text.RegularExpressions;

namespace FlinkZk.Module.Tests.Examples;

/// <summary>The examples that need more than the common stage, each by its page and title. What is not named here runs as it stands.</summary>
internal static partial class Stages
{
    private const string ChangesBelowApp = "$i++; $null = New-ZkNode \"/app/new$i\"; Set-ZkNode /app/motd \"$i\"; Remove-ZkNode \"/app/new$i\"";

    private static readonly Dictionary<string, Stage> Special = new(StringComparer.Ordinal)
    {
        ["Connect-Zk: Example 7: A root of one's own"] = new() { Before = "Remove-ZkNode /flinkzk -Recurse" },
        ["Connect-Zk: Example 5: TLS and SASL"] = new() { Before = TlsServer },
        ["Connect-Flink: Example 4: With a session of its own"] = new() { Before = "Set-ZkAcl /flink world:anyone:cdrwa -Recurse" },
        ["Connect-Flink: Example 5: As Flink's configuration says"] = new() { Before = "$null = New-Item conf -ItemType Directory; Set-Content conf/config.yaml 'rest.address: 127.0.0.1', \"rest.port: $($fake.Address.Port)\"" },
        ["Connect-Flink: Example 7: Behind a proxy"] = new() { Skip = "There is no such proxy." },
        ["Get-FlinkLog: Example 4: Follow"] = new() { EndsWithCtrlC = true },
        ["Get-FlinkMetric: Example 5: Again and again"] = new() { EndsWithCtrlC = true },
        ["Compare-ZkNode: Example 2: Two ensembles"] = new() { Before = "$null = New-ZkNode /app -Session $new" },
        ["Copy-ZkNode: Example 2: A subtree"] = new() { Before = "Remove-ZkNode /app-backup" },
        ["Copy-ZkNode: Example 5: Looking first"] = new() { Before = "$null = New-ZkNode /live" },
        ["Export-ZkNode: Example 1: A subtree"] = new() { Before = "Remove-Item app.jsonl" },
        ["Export-ZkNode: Example 4: To another ensemble"] = new() { Before = "Remove-Item app.jsonl" },
        ["Import-ZkNode: Example 1: Back to where it came from"] = new() { Before = "Remove-ZkNode /app -Recurse" },
        ["Get-ZkServerMember: Example 2: Who leads"] = new() { Before = "$null = Start-ZkServer -Ensemble 3" },
        ["Import-ZkServerData: Example 1: Take over"] = new() { Skip = JavaData },
        ["Import-ZkServerData: Example 2: A log of its own"] = new() { Skip = JavaData },
        ["Import-ZkServerData: Example 3: An ensemble"] = new() { Skip = JavaData },
        ["Lock-FlinkJob: Example 3: Only if it is free"] = new() { Before = "$null = Connect-Zk $here -Credential (Get-Credential); $null = Lock-FlinkJob orders -Session $zk", Error = "LockTimeout" },
        ["Remove-ZkNode: Example 1: One"] = new() { Before = "Get-ZkChildNode /app/tmp | Remove-ZkNode" },
        ["Restore-ZkServerData: Example 1: Restore and start"] = new() { Before = BackUp },
        ["Set-ZkServerMember: Example 1: The leader goes"] = new() { Before = "$null = Start-ZkServer -Ensemble 3" },
        ["Set-ZkServerMember: Example 2: All come back"] = new() { Before = "$null = Start-ZkServer -Ensemble 3 | Get-ZkServerMember | Where-Object State -eq Leader | Set-ZkServerMember Stopped" },
        ["Start-ZkServer: Example 3: TLS beside plain text"] = new() { Before = "New-TestCertificate" },
        ["Test-ZkServer: Example 3: Encrypted"] = new() { Before = TlsServer },
        ["Set-ZkNode: Example 4: Many nodes out of a table"] = new() { Before = "[pscustomobject]@{ Path = '/app/motd'; Value = 'x' } | Export-Csv nodes.csv" },
        ["Start-FlinkJob: Example 4: After a failure"] = new() { Before = "$billing.Savepoints.Add('s3://sp/savepoint-1')" },
        ["Get-FlinkSavepoint: Example 4: A job starts from its newest"] = new() { Before = "$billing.Savepoints.Add('s3://sp/savepoint-1')" },
        ["Remove-FlinkSavepoint: Example 1: One"] = new() { Before = "$billing.Savepoints.Add('file:/savepoints/savepoint-001122-0123456789ab')" },
        ["Complete-FlinkFailover: Example 1: On the machine of the dead leader"] = new() { Before = DeadLeader },
        ["Complete-FlinkFailover: Example 2: What would be done"] = new() { Before = DeadLeader },
        ["Switch-FlinkLeader: Example 1: Before a restart"] = new() { Skip = RealFlink },
        ["Switch-FlinkLeader: Example 2: Until this machine does not lead"] = new() { Skip = RealFlink },
        ["Get-FlinkConfig: Example 1: A file"] = new() { Before = ConfigurationFolder },
        ["Get-FlinkConfig: Example 2: Some keys"] = new() { Before = ConfigurationFolder },
        ["Get-FlinkConfig: Example 3: What a JobManager runs with"] = new() { Before = Flink },
        ["Set-FlinkConfig: Example 1: One key"] = new() { Before = ConfigurationFolder },
        ["Set-FlinkConfig: Example 2: High availability"] = new() { Before = ConfigurationFolder },
        ["Set-FlinkConfig: Example 3: Away with it"] = new() { Before = ConfigurationFolder },
        ["Test-FlinkConfig: Example 1: Before a start"] = new() { Before = ConfigurationFolder },
        ["Test-FlinkConfig: Example 2: In a pipeline"] = new() { Before = ConfigurationFolder },
        ["Test-FlinkConfig: Example 3: A JobManager that runs"] = new() { Before = Flink },
        ["Test-FlinkConfig: Example 4: Before an upgrade to Flink 2"] = new() { Before = ConfigurationFolder },
        ["Test-ZkServerConfig: Example 1: Before a start"] = new() { Before = ZooCfg },
        ["Test-ZkServerConfig: Example 2: In a pipeline"] = new() { Before = ZooCfg },
        ["Start-FlinkCluster: Example 1: A cluster"] = new() { Skip = RealFlink },
        ["Start-FlinkCluster: Example 2: A job on it"] = new() { Skip = RealFlink },
        ["Start-FlinkCluster: Example 4: Larger, and to stay"] = new() { Skip = RealFlink },
        ["Start-FlinkCluster: Example 5: For one program"] = new() { Skip = RealFlink },
        ["Start-FlinkCluster: Example 6: A new version of it goes on from there"] = new() { Skip = RealFlink },
        ["Start-FlinkCluster: Example 7: One of its processes has died"] = new() { Skip = RealFlink },
        ["Set-FlinkParallelism: Example 1: More of it"] = new() { Before = "$fake.Adaptive = [ValueTuple[bool, bool]]::new($true, $true)" },
        ["Set-FlinkParallelism: Example 2: Never restart"] = new() { Before = "$fake.Adaptive = [ValueTuple[bool, bool]]::new($true, $true)" },
        ["Sync-FlinkJobConfig: Example 1: A new threshold"] = new() { Before = Updated },
        ["Sync-FlinkJobConfig: Example 2: As settings of Flink"] = new() { Before = Updated },
        ["Sync-FlinkJobConfig: Example 3: Which revision runs"] = new() { Before = Updated },
        ["Unlock-FlinkJob: Example 1: By object"] = new() { Before = "$lock = Lock-FlinkJob orders" },
        ["Unlock-FlinkJob: Example 2: By name"] = new() { Before = "$null = Lock-FlinkJob orders" },
        ["Invoke-ZkTransaction: Example 1: Swap two values"] = new() { Before = "$null = New-ZkNode /app/blue on; $null = New-ZkNode /app/green off" },
        ["Invoke-ZkTransaction: Example 2: Only as long as the settings are those that were read"] = new() { Before = "$null = New-ZkNode /app/settings 0; 1..3 | ForEach-Object { Set-ZkNode /app/settings $_ }" },
        ["Register-ZkNodeEvent: Example 2: Wait for one"] = new() { Meanwhile = ChangesBelowApp },
        ["Register-ZkNodeEvent: Example 3: End it"] = new() { Before = "$null = Register-ZkNodeEvent /app -SourceIdentifier app" },
        ["Set-ZkNode: Example 3: A file into a node"] = new() { Before = "'{}' | Set-Content limits.json" },
        ["Wait-ZkNode: Example 1: Until another has made it"] = new() { Before = "$null = New-ZkNode /app/ready" },
        ["Wait-ZkNode: Example 2: Until a value is there"] = new() { Before = "$null = New-ZkNode /app/state running" },
        ["Wait-ZkNode: Example 3: A barrier"] = new() { Before = "'a', 'b', 'c' | ForEach-Object { $null = New-ZkNode /app/workers/$_ }" },
        ["Update-FlinkJob: Example 2: After a crash"] = new() { Before = Crashed },
        ["Update-FlinkJob: Example 3: Back again"] = new() { Before = Crashed },
        ["Watch-FlinkCluster: Example 1: Until Ctrl+C"] = new() { EndsWithCtrlC = true },
        ["Watch-FlinkJobLock: Example 2: Until Ctrl+C"] = new() { Meanwhile = "Lock-FlinkJob scheduler { }", EndsWithCtrlC = true },
        ["about_FlinkZk_Locks: block 8"] = new() { EndsWithCtrlC = true },
        ["Watch-ZkAlert: Example 3: To a webhook"] = new() { Skip = "There is no such webhook." },
        ["Watch-ZkConfig: Example 2: Until Ctrl+C"] = new() { Meanwhile = "Set-ZkConfig orders @{ threshold = ++$i }", EndsWithCtrlC = true },
        ["Watch-ZkNode: Example 1: Until Ctrl+C"] = new() { Meanwhile = "$i++; $null = New-ZkNode \"/flink/new$i\"; Remove-ZkNode \"/flink/new$i\"", EndsWithCtrlC = true },
        ["Watch-ZkNode: Example 2: The next change"] = new() { Meanwhile = ChangesBelowApp },
        ["README: FlinkZk 1"] = new() { Skip = "It builds. The tests of the host run ./examples, and each test here imports the manifest." },
        ["README: A tour 1"] = new() { Before = "Set-Location $Clone" },
        ["about_FlinkZk_Security: block 3"] = new() { Before = TlsServer },
        ["about_FlinkZk_Security: block 4"] = new() { Before = "Remove-ZkNode /flinkzk -Recurse" },
        ["about_FlinkZk_Servers: block 2"] = new() { Before = BackUp },
        ["about_FlinkZk_Sessions: block 2"] = new() { Skip = "A parallel block finds the module on PSModulePath, where a clone is not." },
        ["about_FlinkZk_Watches: block 1"] = new() { Meanwhile = ChangesBelowApp, EndsWithCtrlC = true },
    };

    private const string TlsServer = "New-TestCertificate; Start-ZkServer -SecurePort 2281 -Certificate server.pem -CaPath ca.pem -ClientCertificate Want -SaslUser (Get-Credential) | ForEach-Object { $secure = \"localhost:$($_.SecurePort)\" }";

    private const string BackUp = "$null = $server | Backup-ZkServerData -Destination ~/zk.backup";

    private const string JavaData = "It needs the data of a Java server; the tests of the server and of interoperation import such data.";

    private const string ConfigurationFolder = "$null = New-Item conf -ItemType Directory; Set-Content conf/config.yaml \"parallelism.default: 1`nrestart-strategy.type: none\"; ";

    private const string ZooCfg = "$null = New-Item conf -ItemType Directory; Set-Content conf/zoo.cfg \"dataDir=/var/lib/zookeeper`nclientPort=2181`nautopurge.purgeInterval=24\"; ";

    private const string RealFlink = "It starts a real Flink, as tests/Pester/Deploy.Tests.ps1 does.";

    private const string DeadLeader = """
        $null = '/flink/default/leader/latch', '/flink/default/leader/rest_server' | New-ZkNode -Parents
        $null = Get-FlinkCluster
        $codec = [FlinkZk.Clusters.Model.LeaderInformation].Assembly.GetType('FlinkZk.Clusters.Ha.LeaderInformationCodec').GetMethod('Write')
        $null = New-ZkNode /flink/default/leader/rest_server/connection_info ($codec.Invoke($null, @([FlinkZk.Clusters.Model.LeaderInformation]::new('http://127.0.0.1:1', [guid]::NewGuid())))) -Ephemeral
        $null = New-ZkNode '/flink/default/leader/latch/_c_0a8b6b8e-6f0e-4c4b-9d4a-0123456789ab-latch-0000000000' -Ephemeral

        """;

    // Two jobs, and a leader that ZooKeeper names.
    private const string Flink = """
        $fake = [FlinkZk.Testing.FakeFlink]::new()
        $null = $fake.AddJob('orders', '00112233445566778899aabbccddeeff')
        $billing = $fake.AddJob('billing', 'ffeeddccbbaa99887766554433221100', 'FINISHED')
        $null = Get-FlinkCluster -ErrorAction Ignore
        $codec = [FlinkZk.Clusters.Model.LeaderInformation].Assembly.GetType('FlinkZk.Clusters.Ha.LeaderInformationCodec').GetMethod('Write')
        $null = New-ZkNode /flink/default/leader/rest_server/connection_info ($codec.Invoke($null, @([FlinkZk.Clusters.Model.LeaderInformation]::new($fake.Address, [guid]::NewGuid())))) -Parents
        $null = Connect-Flink $fake.Address
        Set-Content new.jar 'PK' -NoNewline
        Set-Content old.jar 'PK0' -NoNewline

        """;

    private const string Sql = "$gateway = [FlinkZk.Testing.FakeSqlGateway]::new(); $null = New-FlinkSqlSession $gateway.Address; 'CREATE TABLE a (n INT);', 'INSERT INTO a SELECT 1;' | Set-Content pipeline.sql; ";

    private const string Updated = "Set-Content old.jar 'PK0' -NoNewline; $orders = Update-FlinkJob orders new.jar -PreviousJar old.jar -StableFor 0s; $fake.Jobs | Where-Object Name -eq new | ForEach-Object { $_.Name = 'orders' }";

    // Of a change that was left in the middle.
    private const string Crashed = """
        $fake.DieAt('/stop')
        $hurried = Connect-Flink $fake.Address -Timeout 1s
        $null = Update-FlinkJob orders new.jar -PreviousJar old.jar -StableFor 0s -Timeout 300ms -Cluster $hurried -ErrorAction SilentlyContinue
        $fake.Revive()
        """;

    public static Stage Of(Example example)
    {
        var stage = Special.GetValueOrDefault(example.Name) ?? new Stage();
        if (example.Code.Contains("FlinkSql", StringComparison.Ordinal))
            stage = stage with { Before = Sql + stage.Before };
        return OfFlink().IsMatch(example.Code) ? stage with { Before = Flink + stage.Before } : stage;
    }

    /// <summary>Entries that no example bears any more.</summary>
    public static IEnumerable<string> Unused => Special.Keys.Except(Documents.All.Select(example => example.Name));

    [GeneratedRegex(@"\b(Connect|Disconnect)-Flink\b|\b(Get|Set|Start|Stop|Wait|New|Publish|Remove|Update|Sync)-Flink(Connection|Job|TaskManager|Checkpoint|Exception|Metric|Savepoint|Jar|Parallelism|JobConfig|Plan|Watermark|Backpressure|Log|ThreadDump)\b|\bWatch-FlinkCluster\b|\bStop-FlinkCluster\b")]
    private static partial Regex OfFlink();
}
