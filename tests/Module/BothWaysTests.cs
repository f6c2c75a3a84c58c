namespace FlinkZk.Module.Tests;

/// <summary>Locks, servers and configuration: whichever way a name or an object comes, in every culture and under strict mode, the same happens.</summary>
public sealed class BothWaysTests : IDisposable
{
    private static readonly string[] Modes =
    [
        "Set-StrictMode -Off", "Set-StrictMode -Version Latest", "[cultureinfo]::CurrentCulture = 'de-DE'", "[cultureinfo]::CurrentCulture = 'tr-TR'", "[cultureinfo]::CurrentCulture = 'th-TH'",
    ];

    private readonly ModuleSession _session = ModuleSession.Embedded();

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("Lock-FlinkJob i1, i2")]
    [InlineData("Lock-FlinkJob -Job i1, i2")]
    [InlineData("Lock-FlinkJob i2, i1, i2")]
    [InlineData("'i1', 'i2' | Lock-FlinkJob")]
    [InlineData("Lock-FlinkJob -InputObject i1; Lock-FlinkJob -InputObject i2")]
    [InlineData("Lock-FlinkJob -InputObject i1, i2")]
    [InlineData("Lock-FlinkJob -InputObject @(@{ Job = 'i1' }, 'i2')")]
    [InlineData("[pscustomobject]@{ Job = 'i1' }, [pscustomobject]@{ JOB = 'i2' } | Lock-FlinkJob")]
    [InlineData("@{ Job = 'i1' }, [ordered]@{ Other = 1; Job = 'i2' } | Lock-FlinkJob")]
    [InlineData("'Job', 'i1', 'i2' | ConvertFrom-Csv | Lock-FlinkJob")]
    [InlineData("'[{ \"Job\": \"i1\" }, { \"Job\": \"i2\" }]' | ConvertFrom-Json | Lock-FlinkJob")]
    [InlineData("[version]'1.0', [version]'2.0' | ForEach-Object { Add-Member -InputObject $_ Job \"i$($_.Major)\" -PassThru } | Lock-FlinkJob")]
    [InlineData("'x', 'y' | Add-Member -PassThru ScriptProperty Job { @{ x = 'i1'; y = 'i2' }[[string]$this] } | Lock-FlinkJob")]
    public void Locks(string command) => InEachMode(command,
        "Get-FlinkJobLock | Where-Object State -eq Held | ForEach-Object Job",
        "Unlock-FlinkJob i1, i2",
        "i1", "i2");

    [Theory]
    [InlineData("Unlock-FlinkJob i1, i2")]
    [InlineData("Unlock-FlinkJob -Job i1, i2")]
    [InlineData("$locks | Unlock-FlinkJob")]
    [InlineData("Unlock-FlinkJob -InputObject $locks")]
    [InlineData("$locks | ForEach-Object { Unlock-FlinkJob -InputObject $_ }")]
    [InlineData("$locks | ForEach-Object Dispose")]
    public void Unlocking(string command) => InEachMode("$locks = Lock-FlinkJob i1, i2; " + command, "@(Get-FlinkJobLock).Count", "", "0");

    [Theory]
    [InlineData("Get-FlinkJobLock i1, i2")]
    [InlineData("'i1', 'i2' | Get-FlinkJobLock")]
    [InlineData("[pscustomobject]@{ Job = 'i1', 'i2' } | Get-FlinkJobLock")]
    [InlineData("Get-FlinkJobLock i*")]
    [InlineData("Get-FlinkJobLock")]
    [InlineData("$locks | Get-FlinkJobLock")]
    public void Holders(string command) => InEachMode("$locks = Lock-FlinkJob i1, i2", $"{command} | ForEach-Object Job", "Unlock-FlinkJob i1, i2", "i1", "i2");

    [Theory]
    [InlineData("Set-ZkConfig i @{ limit = 1.5; text = 'I' }")]
    [InlineData("Set-ZkConfig -Job i -Values @{ limit = 1.5; text = 'I' }")]
    [InlineData("Set-ZkConfig i ([ordered]@{ text = 'I'; limit = 1.5 })")]
    [InlineData("@{ limit = 1.5; text = 'I' } | Set-ZkConfig i")]
    [InlineData("@{ limit = 1.5 }, @{ text = 'I' } | Set-ZkConfig i")]
    [InlineData("[ordered]@{ limit = 1.5; text = 'I' } | Set-ZkConfig -Job i")]
    [InlineData("Set-ZkConfig i limit 1.5; Set-ZkConfig -Job i -Key text -Value I")]
    [InlineData("[pscustomobject]@{ Job = 'i'; Key = 'limit'; Value = 1.5 }, [pscustomobject]@{ Key = 'text'; JOB = 'i'; Value = 'I' } | Set-ZkConfig")]
    [InlineData("[pscustomobject]@{ Key = 'limit'; Value = 1.5 }, [pscustomobject]@{ Key = 'text'; Value = 'I' } | Set-ZkConfig i")]
    [InlineData("'[{ \"Key\": \"limit\", \"Value\": 1.5 }, { \"Key\": \"text\", \"Value\": \"I\" }]' | ConvertFrom-Json | Set-ZkConfig i")]
    [InlineData("1.5, 'I' | ForEach-Object { $key = @{ I = 'text' }[\"$_\"]; if (!$key) { $key = 'limit' }; Add-Member -InputObject $_ Key $key -PassThru | Add-Member Value $_ -PassThru | Add-Member Job i -PassThru } | Set-ZkConfig")]
    [InlineData("Set-ZkConfig j @{ limit = 1.5; text = 'I' }; Get-ZkConfig j | Set-ZkConfig -Job i; Remove-ZkConfig j *")]
    public void Configuration(string command) => InEachMode(command,
        "Get-ZkConfig i | ForEach-Object { \"$($_.Key) $($_.Value -eq 1.5 -or $_.Value -ceq 'I') $($_.Value.GetType().Name)\" }",
        "Remove-ZkConfig i *",
        "limit True Double", "text True String");

    [Theory]
    [InlineData("Get-ZkConfig i")]
    [InlineData("Get-ZkConfig -Job i -Key limit")]
    [InlineData("'i' | Get-ZkConfig")]
    [InlineData("[pscustomobject]@{ Job = 'i' } | Get-ZkConfig")]
    [InlineData("Get-ZkConfig i | Get-ZkConfig -Key limit")]
    [InlineData("Get-ZkConfig [i] l*t")]
    public void Reading(string command) => InEachMode("Set-ZkConfig i limit 5s", $"{command} | ForEach-Object {{ \"$($_.Job) $($_.Key)\" }}", "Remove-ZkConfig i limit", "i limit");

    [Theory]
    [InlineData("Remove-ZkConfig i limit, text")]
    [InlineData("Remove-ZkConfig -Job i -Key limit, text")]
    [InlineData("Get-ZkConfig i | Remove-ZkConfig")]
    [InlineData("[pscustomobject]@{ Job = 'i'; Key = 'limit', 'text' } | Remove-ZkConfig")]
    [InlineData("'Job,Key', 'i,limit', 'i,text' | ConvertFrom-Csv | Remove-ZkConfig")]
    [InlineData("Remove-ZkConfig i [lt]*")]
    public void Removing(string command) => InEachMode("Set-ZkConfig i @{ limit = 1; text = 'I' }; " + command, "@(Get-ZkConfig).Count", "", "0");

    [Theory]
    [InlineData("Stop-ZkServer $a.Id, $b.Id")]
    [InlineData("Stop-ZkServer -Id $a.Id, $b.Id")]
    [InlineData("$a, $b | Stop-ZkServer")]
    [InlineData("Stop-ZkServer $a, $b")]
    [InlineData("Stop-ZkServer -Server $a, $b")]
    [InlineData("Get-ZkServer $a.Id, $b.Id | Stop-ZkServer")]
    public void Servers(string command) => InEachMode("$a = Start-ZkServer; $b = Start-ZkServer; " + command, "\"$($a.State) $($b.State) $(@(Get-ZkServer).Count)\"", "", "Stopped Stopped 1");

    [Theory]
    [InlineData("Set-ZkServerMember Stopped $e.Members[2]")]
    [InlineData("Set-ZkServerMember -State Stopped -Member $e.Members[2]")]
    [InlineData("$e.Members[2] | Set-ZkServerMember Stopped")]
    [InlineData("Get-ZkServerMember $e | Where-Object Id -eq 3 | Set-ZkServerMember stopped")]
    [InlineData("$e | Get-ZkServerMember | Select-Object -Last 1 | Set-ZkServerMember 'Stopped'")]
    public void Members(string command) => InEachMode("$e = Start-ZkServer -Ensemble 3; " + command, "($e.Members | Where-Object State -eq Stopped).Id", "$e | Stop-ZkServer", "3");

    // Each mode in a scope of its own, on what the last one left clean.
    private void InEachMode(string command, string look, string clean, params string[] expected)
    {
        foreach (var mode in Modes)
        {
            var seen = _session.All<object>($$"""
                $culture = [cultureinfo]::CurrentCulture
                try { & { {{mode}}; $null = . { {{command}} }; {{look}}; $null = . { {{clean}} } } } finally { [cultureinfo]::CurrentCulture = $culture }
                """);
            Assert.Equal((mode, string.Join('|', expected)), (mode, string.Join('|', seen)));
        }
    }
}
