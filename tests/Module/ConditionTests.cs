namespace FlinkZk.Module.Tests;

/// <summary>A condition of -Where has one answer, PowerShell's, whether it is compiled or run: compared for random conditions over all sorts of records.</summary>
public sealed class ConditionTests : IDisposable
{
    private const string Records = """
        $records = @(
            [pscustomobject]@{ a = 1; b = 'one'; c = 1.5; d = $null; e = $true; n = '10' }
            [pscustomobject]@{ A = 2L; B = ''; C = [double]::NaN; D = 'x'; E = $false; n = '9' }
            [pscustomobject]@{ a = [decimal]3; b = 'ONE'; c = -0.0; d = 0; e = 1, 2; n = 'nine' }
            [pscustomobject]@{ a = '1'; b = 'One*'; c = [single]1.5; d = ''; e = @(); n = [datetime]'2001-01-01' }
            [pscustomobject]@{ a = [datetime]'2001-01-01'; b = 'strasse'; c = [timespan]1; d = [guid]::Empty; e = @{ x = 1 }; n = 9 }
            [pscustomobject]@{ a = , 1; b = "a`0b"; c = [byte]1; d = [char]'x'; e = [version]'1.0'; n = [long]::MaxValue }
            [pscustomobject]@{ a = [int]::MinValue; b = 'ä'; c = 1e300; d = 'null'; e = [dayofweek]'Monday'; n = [decimal]::MaxValue }
            @{ a = 1; b = 'one'; Count = 7 }
            @{ a = 1; b = 'one' }
            [ordered]@{ A = '2'; B = 'two' }
            ([pscustomobject]@{ a = 5 } | Add-Member -PassThru ScriptProperty b { 'made' } | Add-Member -PassThru AliasProperty c a)
            ([pscustomobject]@{ a = 6 } | Add-Member -PassThru ScriptProperty b { throw 'no' })
            [version]'1.2.3'
            'text'
        )
        """;

    private static readonly string[] Left = ["$_.a", "$_.b", "$_.c", "$_.d", "$_.e", "$_.n", "$_.Count", "$_.Length", "$_.missing", "$_.B", "$config.limit", "$config.Count", "1", "'one'", "$null", "$true", "1.5"];
    private static readonly string[] Right = ["1", "2", "'1'", "'one'", "''", "$null", "$true", "$false", "1.5", "10", "'10'", "'ONE'", "$_.a", "$_.b", "$_.d", "$_.n", "$config.limit", "$config.name", "'9'", "3000000000", "1d"];
    private static readonly string[] Operators = ["-eq", "-ne", "-gt", "-ge", "-lt", "-le", "-ceq", "-cne", "-cgt", "-clt"];
    private static readonly string[] Others = ["$_.b -like 'o*'", "$_.n -notlike '1?'", "$_.b -like '*[*'", "$_.e", "$_.d", "$_.b -match 'n'", "$_.a -in 1, 2", "$_.e -contains 1", "1", "$null", "$_.missing", "$_.Count", "$_.a -like '1'", "$_.c -like '1.5'"];

    private readonly ModuleSession _session = new();

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData(1, "Set-StrictMode -Off")]
    [InlineData(2, "Set-StrictMode -Version Latest")]
    public void A_condition_answers_as_the_script_block_does(int seed, string mode)
    {
        var random = new Random(seed);
        string[] conditions = [.. Others, .. Enumerable.Range(0, 300).Select(_ => Condition(random, depth: 2))];
        // The block that stands for the condition is run as PowerShell runs a filter; the other goes through the stream.
        var differences = _session.RunWithErrors($$"""
            {{mode}}
            {{Records}}
            $config = @{ limit = 2; name = 'One' }
            $variable = [psvariable]::new('config', [pscustomobject]$config)
            function Answer($block, $record) {
                try {
                    $result = $block.InvokeWithContext($null, [System.Collections.Generic.List[psvariable]]@([psvariable]::new('_', $record), $variable))
                    if ($result.Count -eq 1) { [System.Management.Automation.LanguagePrimitives]::IsTrue($result[0]) } else { $result.Count -gt 1 }
                }
                catch { $inner = $_.Exception; while ($inner.InnerException) { $inner = $inner.InnerException }; "error: $($inner.Message)" }
            }
            foreach ($text in $args) {
                $block = [scriptblock]::Create($text)
                foreach ($record in $records) {
                    $failed = $null
                    $passed = , $record | Start-FlinkStream -Where $block -Config $config -ErrorVariable failed -ErrorAction SilentlyContinue -WarningAction Ignore 6>$null
                    $stream = if ($failed) { "error: $(($failed[0].Exception.Message -split 'failed: ', 2)[1])" } else { $null -ne $passed }
                    $script = Answer $block $record
                    $same = if ("$script" -like 'error:*') { "$stream" -like 'error:*' } else { "$stream" -eq "$script" }
                    if (-not $same) { "{ $text } of $($record | ConvertTo-Json -Compress -Depth 2): stream $stream, PowerShell $script" }
                }
            }
            """, [.. conditions]).Output;
        Assert.True(differences.Count == 0, string.Join('\n', differences.Take(20)));
    }

    private static string Condition(Random random, int depth) => (depth == 0 ? 0 : random.Next(6)) switch
    {
        4 => $"({Condition(random, depth - 1)}) {Pick(random, ["-and", "-or"])} ({Condition(random, depth - 1)})",
        5 => $"-not ({Condition(random, depth - 1)})",
        _ => $"{Pick(random, Left)} {Pick(random, Operators)} {Pick(random, Right)}",
    };

    private static string Pick(Random random, string[] of) => of[random.Next(of.Length)];
}
