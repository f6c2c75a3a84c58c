using System.Globalization;
using System.Text.RegularExpressions;

namespace FlinkZk.Module.Tests;

/// <summary>What others wrote moves no cursor, breaks no line and turns no direction, wherever it is shown; the values are as they were written.</summary>
[Collection(Rendering.OfTheProcess)]
public sealed partial class HostileTextTests
{
    // Names of nodes are refused where they hold control characters, by clients and servers; these are not.
    private const string InNames = "e\u202ed\u2066c\u200eb\u200fa\u061c.\u2028x\u2029y";
    private const string Anywhere = InNames + "\u001b]0;t\u0007\u001b[2J\u009b1A\0\u0085\r\nforged\n";

    private const string Look = """
        param($sample, $name, $text)
        $PSStyle.OutputRendering = 'Ansi'
        $json = $text | ConvertTo-Json
        $items = @(& ([scriptblock]::Create($sample)) 6>$null)
        "$(@($items | ForEach-Object { $_.PSTypeNames[0] } | Select-Object -Unique))"
        $items | Out-String -Width 400
        $items | Format-Table | Out-String -Width 400
        $items | Format-List | Out-String -Width 4000
        $items | Format-Wide -Column 1 | Out-String -Width 400
        $items | ForEach-Object { "$_" }
        """;

    // Each puts the text wherever somebody else can write it.
    private static readonly Dictionary<string, string> Samples = new(StringComparer.Ordinal)
    {
        ["FlinkZk.ZkNode"] = "$null = New-ZkNode /a; $null = New-ZkNode \"/a/$name\" $text.Replace([string][char]0, ''); Get-ZkNode \"/a/$name\"",
        ["FlinkZk.ZkAcl"] = "$null = New-ZkNode \"/$name\" -Acl \"world:anyone:cdrwa\", \"digest:${text}:aGFzaA==:r\"; Get-ZkAcl \"/$name\"",
        ["FlinkZk.ZkNodeEvent"] = "$null = New-ZkNode \"/$name\" $text; Watch-ZkNode \"/$name\" | Select-Object -First 1",
        ["FlinkZk.ZkTransactionResult"] = "Invoke-ZkTransaction { New-ZkNode \"/$name\" 1 }",
        ["FlinkZk.ZkNodeChange"] = "$null = New-ZkNode \"/$name\" $text; Copy-ZkNode \"/$name\" \"/2$name\" -PassThru",
        ["FlinkZk.ZkNodeDifference"] = "$null = New-ZkNode /a; $null = New-ZkNode /b; $null = New-ZkNode \"/a/$name\" $text; Compare-ZkNode /a /b | Where-Object IsMissing",
        ["FlinkZk.ZkNodeExport"] = "$null = New-ZkNode \"/$name\" $text; $f = Join-Path ([IO.Path]::GetTempPath()) \"$([guid]::NewGuid())$name\"; try { Export-ZkNode \"/$name\" $f } finally { Remove-Item -LiteralPath $f -ErrorAction Ignore }",
        ["FlinkZk.ZkNodeImport"] = "$null = New-ZkNode \"/$name\" $text; $f = Join-Path ([IO.Path]::GetTempPath()) \"$([guid]::NewGuid())$name\"; try { $null = Export-ZkNode \"/$name\" $f; Import-ZkNode $f \"/2$name\" | Select-Object -Last 1 } finally { Remove-Item -LiteralPath $f -ErrorAction Ignore }",
        ["FlinkZk.ZkConfigValue"] = "Set-ZkConfig \"j$name\" @{ \"k$name\" = $text; list = @($text) }; Set-ZkConfig \"j$name\" secret $text -Secret; Set-ZkNode \"/flinkzk/default/config/jobs/j$name/list\" \"not JSON $text\"; Get-ZkConfig \"j$name\"",
        ["FlinkZk.ZkConfigRevision"] = """
            $null = New-ZkNode /flinkzk/default/config 1 -Parents
            $null = New-ZkNode /flinkzk/default/history/0/1 "{`"v`":1,`"revision`":1,`"user`":$json,`"identity`":$json,`"host`":$json,`"reason`":$json,`"changes`":[{`"job`":$json,`"key`":$json,`"from`":$json,`"to`":$json}]}" -Parents
            Get-ZkConfigHistory
            """,
        ["FlinkZk.FlinkJobLock"] = "Lock-FlinkJob \"j$name\" -Purpose $text",
        ["FlinkZk.FlinkJobLockHolder"] = """
            $queue = "/flinkzk/default/locks/j$name"
            $null = New-ZkNode $queue -Parents
            $null = New-ZkNode "$queue/0f8fad5bd9cb469fa165${name}70867728950e-lock-0000000003" "{`"v`":1,`"host`":$json,`"pid`":4711,`"user`":$json,`"purpose`":$json}"
            Get-FlinkJobLock "j$name"
            """,
        ["FlinkZk.FlinkJobLockAction"] = """
            $null = New-ZkNode "/flinkzk/default/history/locks/j$name" -Parents
            $null = New-ZkNode "/flinkzk/default/history/locks/j$name/n-0000000003" "{`"v`":1,`"action`":`"removed`",`"contender`":$json,`"identity`":$json,`"holder`":{`"v`":1,`"host`":$json,`"pid`":4711,`"user`":$json,`"purpose`":$json},`"by`":{`"host`":$json,`"pid`":815,`"user`":$json,`"reason`":$json}}"
            Get-FlinkJobLock "j$name" -History
            """,
        ["FlinkZk.FlinkJobLockEvent"] = """
            $queue = "/flinkzk/default/locks/j$name"
            $null = New-ZkNode $queue -Parents
            $null = New-ZkNode "$queue/0f8fad5bd9cb469fa165${name}70867728950e-lock-0000000003" "{`"v`":1,`"host`":$json,`"pid`":4711,`"user`":$json,`"purpose`":$json}"
            Watch-FlinkJobLock "j$name" -Count 1
            """,
        ["FlinkZk.ZkConfigSnapshot"] = "Set-ZkConfig \"j$name\" @{ \"k$name\" = $text; list = @($text) }; Set-ZkConfig \"j$name\" secret $text -Secret; Watch-ZkConfig \"j$name\" -Count 1",
        ["FlinkZk.ZkConfigSchema"] = "Set-ZkConfigSchema \"j$name\" @{ description = $text }; Get-ZkConfigSchema; $null = New-ZkNode \"/flinkzk/default/config/schemas/jobs/k$name\" \"no JSON $text\"; Get-ZkConfigSchema \"k$name\"",
        ["FlinkZk.ZkConfigViolation"] = "Set-ZkConfig \"j$name\" @{ \"k$name\" = $text }; Test-ZkConfigSchema \"j$name\" -Schema @{ properties = @{ \"k$name\" = @{ type = 'integer' } }; required = @($text) }",
        ["FlinkZk.ZkCounter"] = "Step-ZkCounter \"c$name\"",
        ["FlinkZk.ZkAlert"] = "$null = New-ZkAlert \"a$name\" -ValueOf \"/x$name\" -Like $text -For 0s; Get-ZkAlert; $null = New-ZkNode \"/flinkzk/default/alerts/rules/b$name\" $text; Get-ZkAlert \"b$name\" -ErrorAction Ignore",
        ["FlinkZk.ZkAlertEvent"] = "$null = New-ZkAlert \"a$name\" -Missing \"/x$name\" -For 0s; Watch-ZkAlert -Count 1",
        ["FlinkZk.FlinkRunner"] = "$null = New-ZkNode /flinkzk/default/runners -Parents; $null = New-ZkNode \"/flinkzk/default/runners/r$name\" \"{`\"v`\":1,`\"host`\":$json,`\"pid`\":1,`\"user`\":$json,`\"jobs`\":[$json],`\"purpose`\":$json}\"; Get-FlinkRunner",
        ["FlinkZk.FlinkRunnerEvent"] = "$null = New-ZkNode /flinkzk/default/runners -Parents; $null = New-ZkNode \"/flinkzk/default/runners/r$name\" \"{`\"v`\":1,`\"host`\":$json,`\"pid`\":1,`\"user`\":$json,`\"jobs`\":[$json],`\"purpose`\":$json}\"; Watch-FlinkRunner -Count 1",
        ["FlinkZk.ZkConfigDifference"] = "Set-ZkConfig \"j$name\" @{ \"k$name\" = $text; list = @($text) }; Set-ZkConfig \"j$name\" secret $text -Secret; Compare-ZkConfig \"j$name\" -ReferenceRevision 0",
        ["FlinkZk.FlinkCluster"] = """
            Get-FlinkCluster -ErrorAction Ignore
            $codec = [FlinkZk.Clusters.Model.LeaderInformation].Assembly.GetType('FlinkZk.Clusters.Ha.LeaderInformationCodec').GetMethod('Write')
            $null = New-ZkNode "/flink/c$name/leader/rest_server/connection_info" ($codec.Invoke($null, @([FlinkZk.Clusters.Model.LeaderInformation]::new($text, [guid]::Empty)))) -Parents
            $null = New-ZkNode "/flink/c$name/leader/latch/$name" -Parents
            Get-FlinkCluster
            """,
        ["FlinkZk.FlinkHaFinding"] = """
            $null = New-ZkNode "/flink/h$name/leader/latch/$name" -Parents
            $null = New-ZkNode "/flink/h$name/execution-plans/$name" -Parents
            Test-FlinkHa
            """,
        ["FlinkZk.FlinkHaRepair"] = """
            $null = New-ZkNode "/flink/r$name/leader" -Parents
            Remove-FlinkHaData "r$name" -BackupPath (Join-Path ([IO.Path]::GetTempPath()) "flinkzk-$([guid]::NewGuid())") -Confirm:$false
            """,
        ["FlinkZk.FlinkLeader"] = """
            Get-FlinkCluster -ErrorAction Ignore
            $codec = [FlinkZk.Clusters.Model.LeaderInformation].Assembly.GetType('FlinkZk.Clusters.Ha.LeaderInformationCodec').GetMethod('Write')
            $null = New-ZkNode "/flink/l$name/leader/r$name/connection_info" ($codec.Invoke($null, @([FlinkZk.Clusters.Model.LeaderInformation]::new($text, [guid]::Empty)))) -Parents
            Get-FlinkLeader "l$name" -Component "r$name"
            """,
        ["FlinkZk.FlinkConnection"] = "$flink = [FlinkZk.Testing.FakeFlink]::new(); $flink.Version = $text; Connect-Flink $flink.Address",
        ["FlinkZk.FlinkJob"] = "$flink = [FlinkZk.Testing.FakeFlink]::new(); $null = $flink.AddJob($text, [NullString]::Value, $name); $null = Connect-Flink $flink.Address; Get-FlinkJob -Detailed",
        ["FlinkZk.FlinkTaskManager"] = "$flink = [FlinkZk.Testing.FakeFlink]::new(); $flink.TaskManager = $text; $null = Connect-Flink $flink.Address; Get-FlinkTaskManager",
        ["FlinkZk.FlinkCheckpoint"] = "$flink = [FlinkZk.Testing.FakeFlink]::new(); $flink.AddJob('j').Savepoints.Add($text); $null = Connect-Flink $flink.Address; Get-FlinkCheckpoint j",
        ["FlinkZk.FlinkFailure"] = "$flink = [FlinkZk.Testing.FakeFlink]::new(); $flink.Text = $text; $null = $flink.AddJob($text); $null = Connect-Flink $flink.Address; Get-FlinkException *",
        ["FlinkZk.FlinkUpdate"] = "$flink = [FlinkZk.Testing.FakeFlink]::new(); $null = $flink.AddJob($text.Replace('/', ''), '00112233445566778899aabbccddeeff'); $flink.SavepointFolder = $text; $null = Connect-Flink $flink.Address; $jar = Join-Path ([IO.Path]::GetTempPath()) \"flinkzk-$([guid]::NewGuid()).jar\"; Set-Content $jar PK -NoNewline; Update-FlinkJob -JobId 00112233445566778899aabbccddeeff -LockName orders $jar -NoRollback -StableFor 0s; Remove-Item $jar",
        ["FlinkZk.FlinkParallelism"] = "$flink = [FlinkZk.Testing.FakeFlink]::new(); $null = $flink.AddJob('j'); $flink.Adaptive = [ValueTuple[bool, bool]]::new($true, $true); $null = Connect-Flink $flink.Address; Set-FlinkParallelism j 3 -LockName \"j$name\"",
        ["FlinkZk.FlinkConfigSync"] = "$flink = [FlinkZk.Testing.FakeFlink]::new(); $null = $flink.AddJob('j', '00112233445566778899aabbccddeeff'); $null = Connect-Flink $flink.Address; $jar = Join-Path ([IO.Path]::GetTempPath()) \"flinkzk-$([guid]::NewGuid()).jar\"; Set-Content $jar PK -NoNewline; $null = Update-FlinkJob -JobId 00112233445566778899aabbccddeeff -LockName \"j$name\" $jar -NoRollback -StableFor 0s; Get-FlinkJob -State RUNNING | Sync-FlinkJobConfig; Remove-Item $jar",
        ["FlinkZk.FlinkStop"] = "$flink = [FlinkZk.Testing.FakeFlink]::new(); $null = $flink.AddJob($text); $null = Connect-Flink $flink.Address; Stop-FlinkJob * \"file:///$text\"",
        ["FlinkZk.FlinkSavepoint"] = "$flink = [FlinkZk.Testing.FakeFlink]::new(); $null = $flink.AddJob('j'); $null = Connect-Flink $flink.Address; New-FlinkSavepoint j \"file:///$text\"; Get-FlinkSavepoint",
        ["FlinkZk.FlinkJar"] = "$flink = [FlinkZk.Testing.FakeFlink]::new(); $flink.AddJar($text); $null = Connect-Flink $flink.Address; Get-FlinkJar",
        ["FlinkZk.FlinkMetric"] = "$flink = [FlinkZk.Testing.FakeFlink]::new(); $flink.Text = $text; $null = Connect-Flink $flink.Address; Get-FlinkMetric *Path",
        ["FlinkZk.FlinkPlanVertex"] = "$flink = [FlinkZk.Testing.FakeFlink]::new(); $flink.Text = $text; $null = $flink.AddJob('j'); $null = Connect-Flink $flink.Address; Get-FlinkPlan j",
        ["FlinkZk.FlinkThread"] = "$flink = [FlinkZk.Testing.FakeFlink]::new(); $flink.Text = $text; $null = $flink.AddJob('j'); $null = Connect-Flink $flink.Address; Get-FlinkThreadDump",
        ["FlinkZk.FlinkLogRecord"] = "$flink = [FlinkZk.Testing.FakeFlink]::new(); $flink.Log = $text; $null = Connect-Flink $flink.Address; Get-FlinkLog | Select-Object -First 1",
        ["FlinkZk.FlinkWatermark"] = "$flink = [FlinkZk.Testing.FakeFlink]::new(); $flink.Vertex = $text; $null = $flink.AddJob('j'); $null = Connect-Flink $flink.Address; Get-FlinkWatermark j",
        ["FlinkZk.FlinkBackpressure"] = "$flink = [FlinkZk.Testing.FakeFlink]::new(); $flink.Vertex = $text; $null = $flink.AddJob('j'); $null = Connect-Flink $flink.Address; Get-FlinkBackpressure j",
        ["FlinkZk.FlinkLogFile"] = "$flink = [FlinkZk.Testing.FakeFlink]::new(); $flink.LogName = $text; $null = Connect-Flink $flink.Address; Get-FlinkLog -List",
        ["FlinkZk.FlinkMetricSummary"] = "$flink = [FlinkZk.Testing.FakeFlink]::new(); $flink.SummaryName = $text; $null = $flink.AddJob('j'); $null = Connect-Flink $flink.Address; Get-FlinkJob j | Get-FlinkMetric -Summary | Select-Object -Last 1",
        ["FlinkZk.FlinkClusterEvent"] = "$flink = [FlinkZk.Testing.FakeFlink]::new(); $null = $flink.AddJob($text); $null = Connect-Flink $flink.Address; Watch-FlinkCluster | Where-Object JobId | Select-Object -First 1",
        ["FlinkZk.FlinkClusterStop"] = "$flink = [FlinkZk.Testing.FakeFlink]::new(); $null = $flink.AddJob($text); $null = Connect-Flink $flink.Address; Stop-FlinkCluster -Path \"file:///$text\"",
        ["FlinkZk.FlinkFailover"] = """
            Get-FlinkCluster -ErrorAction Ignore
            $codec = [FlinkZk.Clusters.Model.LeaderInformation].Assembly.GetType('FlinkZk.Clusters.Ha.LeaderInformationCodec').GetMethod('Write')
            $null = "/flink/f$name/leader/latch", "/flink/f$name/leader/rest_server" | New-ZkNode -Parents
            $null = New-ZkNode "/flink/f$name/leader/rest_server/connection_info" ($codec.Invoke($null, @([FlinkZk.Clusters.Model.LeaderInformation]::new('http://127.0.0.1:1', [guid]::NewGuid())))) -Ephemeral
            $null = New-ZkNode "/flink/f$name/leader/latch/_c_0a8b6b8e-6f0e-4c4b-9d4a-0123456789ab-latch-0000000000" -Ephemeral
            Complete-FlinkFailover "f$name" -ProcessId 4194305 -WarningAction Ignore
            """,
        ["FlinkZk.FlinkConfigValue"] = OfFile("config.yaml", "parallelism.default: ' $($text.Replace([string][char]0, '') -replace '\\s', ' ')'", "Get-FlinkConfig"),
        ["FlinkZk.FlinkConfigFinding"] = OfFile("flink-conf.yaml", "parallelism.default: $($text -replace '[\\r\\n]', ' ')", "Test-FlinkConfig"),
        ["FlinkZk.ZkServerConfigFinding"] = OfFile("zoo.cfg", "dataDir=/d`nclientPort=2181`ntickTime=$($text -replace '[\\r\\n]', ' ')", "Test-ZkServerConfig"),
        ["FlinkZk.DeploymentFile"] = "$folder = Join-Path ([IO.Path]::GetTempPath()) \"$([guid]::NewGuid())$name\"; try { New-ZkEnsemble $folder zk1 } finally { Remove-Item -LiteralPath $folder -Recurse -ErrorAction Ignore }",
        ["FlinkZk.FlinkSqlSession"] = "$gateway = [FlinkZk.Testing.FakeSqlGateway]::new(); New-FlinkSqlSession $gateway.Address $text",
        ["FlinkZk.FlinkLateRecord"] = "$null = '00:30', '09:00', '00:40' | ForEach-Object { [pscustomobject]@{ at = \"2001-01-01T00:$($_)Z\"; n = $text } } | Start-FlinkStream -Time at -Key n -Window 1m -Aggregate count -LateVariable late; $late",
        ["FlinkZk.FlinkStream"] = "New-FlinkStream $name | Add-FlinkSource \"$text.csv\" -Time $text | Add-FlinkFilter ([scriptblock]::Create(\"'$text'\")) -Name $name.Replace('.', '') | Add-FlinkMap -Property $text",
        ["FlinkZk.FlinkStreamOperator"] = "New-FlinkStream $name | Add-FlinkSource \"$text.csv\" -Time $text | Add-FlinkWindow 1m -Key $text -Name $name.Replace('.', '') | Get-FlinkStreamPlan | Select-Object -Last 1",
        ["FlinkZk.Coordination.ServerHealth"] = "[FlinkZk.Coordination.ServerHealth]@{ Address = [FlinkZk.Client.ServerAddress]::new('zk1', 2181); Problems = [string[]]($text) }",
        ["FlinkZk.Server.Storage.ZkDataRepair"] = "[FlinkZk.Server.Storage.ZkDataRepair]@{ LastZxid = 4711; LastLostZxid = 4713; SetAside = [string[]]'log.1'; Problems = [string[]]($text) }",
        ["FlinkZk.Server.Storage.ZkDataImport"] = "[FlinkZk.Server.Storage.ZkDataImport]@{ Path = '/var/lib/zk'; Source = '/mnt'; LastZxid = 4711; Nodes = 17; Sessions = 2; Snapshot = 's'; Replayed = 12; Findings = [string[]]($text) }",
        ["FlinkZk.Server.Storage.ZkDataExport"] = "[FlinkZk.Server.Storage.ZkDataExport]@{ Path = '/home/me/java'; LastZxid = 4711; Nodes = 17; Sessions = 2; Findings = [string[]]($text) }",
        ["FlinkZk.Server.Storage.ZkDataRestore"] = "[FlinkZk.Server.Storage.ZkDataRestore]@{ Path = '/var/lib/zk'; LastZxid = 4711; Nodes = 17; Sessions = 2; Findings = [string[]]($text) }",
    };

    private static string OfFile(string name, string content, string command) =>
        $"$folder = Join-Path ([IO.Path]::GetTempPath()) ([guid]::NewGuid()); $null = New-Item $folder -ItemType Directory; Set-Content $folder/{name} \"{content}\" -NoNewline; try {{ {command} $folder/{name} }} finally {{ Remove-Item $folder -Recurse }}";

    // What these show comes from this prompt alone. Of a window's result, and of a row of SQL, the list names the columns as they are, as of any record; their tables are checked below.
    private static readonly string[] OfNobodyElse = ["FlinkZk.ZkSession", "FlinkZk.ZkEmbeddedServer", "FlinkZk.ZkServerMember", "FlinkZk.Server.Storage.ZkDataBackUp", "FlinkZk.FlinkWindowResult", "FlinkZk.FlinkSqlRow"];

    public static TheoryData<string> Types => [.. SnapshotTests.Types.Select(row => row.Data).Except(OfNobodyElse)];

    [Theory]
    [MemberData(nameof(Types))]
    public void No_view_and_no_text_of_an_object_lets_it_through(string type)
    {
        Assert.True(Samples.TryGetValue(type, out var sample), $"{type} is shown, and no sample here puts hostile text into it.");
        using var session = ModuleSession.Embedded();
        var seen = session.All<string>(Look, sample, InNames, Anywhere);
        Assert.Equal(type, seen[0]);
        foreach (var text in seen.Skip(1))
            AssertPlain(text);
        Assert.All(seen.Skip(5), text => Assert.DoesNotContain('\n', text));
        Assert.Contains(@"\u202E", string.Concat(seen), StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_of_windows_lets_nothing_through()
    {
        using var session = ModuleSession.Embedded();
        AssertPlain(session.One<string>(
            "$PSStyle.OutputRendering = 'Ansi'; @{ at = '2001-01-01T00:00:00Z'; k = $args[0] } | Start-FlinkStream -Time at -Window 1m -Key k -Aggregate @{ Last = 'max k' } 6>$null | Out-String -Width 400", Anywhere));
    }

    [Fact]
    public void A_table_of_SQL_lets_nothing_through()
    {
        using var session = ModuleSession.Embedded();
        AssertPlain(session.One<string>(
            "$PSStyle.OutputRendering = 'Ansi'; $gateway = [FlinkZk.Testing.FakeSqlGateway]::new(); $gateway.Text = $args[0]; $null = New-FlinkSqlSession $gateway.Address; Invoke-FlinkSql 'SELECT * FROM orders' | Out-String -Width 400", Anywhere));
    }

    [Theory]
    [InlineData("Get-ZkNode \"/none$name\"")]
    [InlineData("$null = New-ZkNode /a; $null = New-ZkNode \"/a/$name\" x -Acl digest:nobody:aGFzaA==:cdrwa; Get-ZkChildNode /a")]
    [InlineData("$null = New-ZkNode \"/a$name\"; Set-ZkNode \"/a$name\" 1 -ExpectedVersion 7")]
    [InlineData("Get-ZkConfig \"none$name\"")]
    [InlineData("Set-ZkConfig @{ \"k$name\" = 1 }; Set-ZkConfig @{ \"K$name\" = 1 }")]
    [InlineData("Set-ZkConfig k $text -Type Number")]
    [InlineData("Set-ZkConfig \"a$([char]27)b\" @{ k = 1 }")]
    [InlineData("$null = New-ZkNode \"/$name\" x -Acl digest:nobody:aGFzaA==:cdrwa; Get-Content \"zk:/$name\"")]
    [InlineData("$null = New-ZkNode /flinkzk/default/locks/j/0f8f-lock-0000000000 -Parents \"{`\"v`\":1,`\"host`\":$json,`\"pid`\":4711,`\"user`\":$json,`\"purpose`\":$json}\"; Lock-FlinkJob j -Timeout 0s")]
    [InlineData("[pscustomobject]@{ at = $text } | Start-FlinkStream -Time at -Window 1m -Aggregate count 6>$null")]
    public void No_error_lets_it_through(string script)
    {
        using var session = ModuleSession.Embedded();
        var seen = session.All<string>($$"""
            param($name, $text)
            $PSStyle.OutputRendering = 'Ansi'
            $json = $text | ConvertTo-Json
            $null = try { {{script}} } catch { $thrown = $_ }
            $e = if ($thrown) { $thrown } else { $Error[0] }
            "$e"
            "$($e.ErrorDetails.RecommendedAction)"
            $e.CategoryInfo.ToString()
            $e.Exception.Message
            """.Replace("try { ", "try { $ErrorActionPreference = 'Stop'; ", StringComparison.Ordinal), InNames, Anywhere);
        Assert.Equal(4, seen.Length);
        foreach (var text in seen)
        {
            AssertPlain(text);
            Assert.DoesNotContain('\n', text);
        }
    }

    [Theory]
    [InlineData("Remove-ZkNode \"/$name\" -WhatIf")]
    [InlineData("Remove-Item \"zk:/$name\" -WhatIf")]
    [InlineData("Lock-FlinkJob $name -WhatIf")]
    [InlineData("Set-ZkConfig @{ $name = 1 } -WhatIf")]
    [InlineData("Copy-ZkNode \"/$name\" /copy -WhatIf")]
    public void No_question_and_no_warning_lets_it_through(string script)
    {
        using var session = ModuleSession.Embedded();
        var log = Path.GetTempFileName();
        try
        {
            session.Run($"$name = $args[0]; $null = New-ZkNode \"/$name\"; $null = Start-Transcript $args[1] -UseMinimalHeader; try {{ {script} }} finally {{ $null = Stop-Transcript }}", InNames, log);
            var seen = File.ReadAllText(log);
            Assert.Contains(@"\u202E", seen, StringComparison.Ordinal);
            AssertPlain(seen.Replace("\ufeff", "", StringComparison.Ordinal));
        }
        finally
        {
            File.Delete(log);
        }
    }

    [Fact]
    public void A_completion_is_offered_as_plain_text()
    {
        using var session = ModuleSession.Embedded();
        session.Run("$null = New-ZkNode \"/$($args[0])\"", InNames);
        var offered = session.One("(TabExpansion2 'Get-ZkNode /e' -cursorColumn 13).CompletionMatches[0]");
        AssertPlain((string)offered.Properties["ListItemText"].Value);
        AssertPlain((string)offered.Properties["ToolTip"].Value);
        Assert.Contains(InNames, (string)offered.Properties["CompletionText"].Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_are_as_they_were_written()
    {
        using var session = ModuleSession.Embedded();
        Assert.Equal(Anywhere, session.One<string>("$null = Lock-FlinkJob j -Purpose $args[0]; (Get-FlinkJobLock j).Purpose", Anywhere));
        Assert.Equal(Anywhere, session.One<string>("Set-ZkConfig @{ k = $args[0] } -Reason $args[0]; (Get-ZkConfig -Default).Value", Anywhere));
        Assert.Equal(Anywhere, session.One<string>("(Get-ZkConfigHistory).Reason"));
        Assert.Equal("/" + InNames, session.One<string>("$null = New-ZkNode \"/$($args[0])\"; (Get-ZkNode \"/$($args[0])\").Path", InNames));
    }

    [Fact]
    public void Who_made_a_revision_and_who_holds_a_lock_is_shown_as_what_they_say()
    {
        using var session = ModuleSession.Embedded();
        session.Run("""
            $null = New-ZkNode /flinkzk/default/config 1 -Parents
            $null = New-ZkNode /flinkzk/default/history/0/1 '{"v":1,"revision":1,"user":"root","identity":"sasl:admin","changes":[]}' -Parents
            $null = New-ZkNode /flinkzk/default/locks/j -Parents
            $null = New-ZkNode /flinkzk/default/locks/j/0f8f-lock-0000000000 '{"v":1,"host":"build-07","pid":4711,"user":"ci"}'
            """);
        foreach (var look in new[] { "Get-ZkConfigHistory", "Get-ZkConfigHistory | Format-List", "\"$(Get-ZkConfigHistory)\"", "Get-FlinkJobLock j", "Get-FlinkJobLock j | Format-List", "\"$(Get-FlinkJobLock j)\"" })
            Assert.Contains("claimed", session.One<string>($"{look} | Out-String"), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(["sasl:admin", "ci on build-07 (4711)"], session.All<string>("(Get-ZkConfigHistory).ClaimedBy; (Get-FlinkJobLock j).ClaimedBy"));
        Assert.Contains("claims to be", session.Error("Lock-FlinkJob j -Timeout 0s").ToString(), StringComparison.Ordinal);
    }

    // Colours are the engine's own.
    private static void AssertPlain(string text)
    {
        foreach (var line in Colours().Replace(text, "").Split('\n'))
        {
            foreach (var letter in line.TrimEnd('\r'))
                Assert.False(char.GetUnicodeCategory(letter) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator, $"U+{(int)letter:X4} in: {line}");
            // Lines of a list are set in below what they belong to.
            Assert.False(line.StartsWith("forged", StringComparison.Ordinal), text);
        }
    }

    [GeneratedRegex(@"\e\[[\d;]*m")]
    private static partial Regex Colours();
}
