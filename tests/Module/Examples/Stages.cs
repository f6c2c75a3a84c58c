namespace FlinkZk.Module.Tests.Examples;

/// <summary>The examples that need more than the common stage, each by its page and title. What is not named here runs as it stands.</summary>
internal static class Stages
{
    private const string ChangesBelowApp = "$i++; $null = New-ZkNode \"/app/new$i\"; Set-ZkNode /app/motd \"$i\"; Remove-ZkNode \"/app/new$i\"";

    private static readonly Dictionary<string, Stage> Special = new(StringComparer.Ordinal)
    {
        ["Connect-Zk: Example 4: A short deadline"] = new() { Error = "ConnectionFailed" },
        ["Connect-Zk: Example 5: TLS and SASL"] = new() { Before = TlsServer },
        ["Get-ZkServer: Example 1: All servers"] = new() { Before = "$null = Start-ZkServer" },
        ["Get-ZkServerMember: Example 2: Who leads"] = new() { Before = "$null = Start-ZkServer -Ensemble 3" },
        ["Import-ZkServerData: Example 1: Take over"] = new() { Skip = "It needs the data of a Java server; tests/FlinkZk.Interop.Tests imports them." },
        ["Import-ZkServerData: Example 2: A log of its own"] = new() { Skip = "It needs the data of a Java server; tests/FlinkZk.Interop.Tests imports them." },
        ["Lock-FlinkJob: Example 3: Only if it is free"] = new() { Before = "$null = Connect-Zk (Get-ZkSession)[-1].ConnectionString | ForEach-Object { Lock-FlinkJob orders -Session $_ }", Error = "LockTimeout" },
        ["Set-ZkServerMember: Example 1: The leader goes"] = new() { Before = "$null = Start-ZkServer -Ensemble 3" },
        ["Set-ZkServerMember: Example 2: All come back"] = new() { Before = "$null = Start-ZkServer -Ensemble 3 | Get-ZkServerMember | Where-Object State -eq Leader | Set-ZkServerMember Stopped" },
        ["Start-ZkServer: Example 3: TLS beside plain text"] = new() { Before = Certificates },
        ["Watch-ZkNode: Example 1: Until Ctrl+C"] = new() { Meanwhile = "$i++; $null = New-ZkNode \"/flink/new$i\"; Remove-ZkNode \"/flink/new$i\"", EndsWithCtrlC = true },
        ["Watch-ZkNode: Example 2: The next change"] = new() { Meanwhile = ChangesBelowApp },
        ["README: A tour 1"] = new() { Meanwhile = ChangesBelowApp },
    };

    private const string Certificates = "New-TestCertificate";

    private const string TlsServer = "New-TestCertificate; $null = Start-ZkServer -SecurePort 2281 -Certificate server.pem -CaPath ca.pem -ClientCertificate Want -SaslUser (Get-Credential)";

    public static Stage Of(Example example) => Special.GetValueOrDefault(example.Name) ?? new Stage();

    /// <summary>Entries that no example bears any more.</summary>
    public static IEnumerable<string> Unused => Special.Keys.Except(Documents.All.Select(example => example.Name));
}
