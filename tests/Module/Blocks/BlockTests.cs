namespace FlinkZk.Module.Tests.Blocks;

/// <summary>A block in a cmdlet of ours does what it does under <c>&amp; { }</c>: compared with that, never asserted.</summary>
public sealed class BlockTests : IDisposable
{
    // A cmdlet that takes a block is one row here.
    private static readonly string[] Calls = ["Lock-FlinkJob ?"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("flinkzk-blocks-");

    public static TheoryData<string, string> Cases
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach (var call in Calls)
            {
                foreach (var name in BlockComparison.Names)
                    rows.Add(call, name);
            }
            return rows;
        }
    }

    public static TheoryData<string, string> Endings
    {
        get
        {
            string[] scripts =
            [
                "CALL { exit 7 }\n'NOT HERE'",
                "CALL { 1..5 } | Select-Object -First 2\n'AFTER'",
                "'before'\nCALL { throw 'oops' }\n'NOT HERE'",
                "CALL {\n    Get-Item /nonexistent\n    Write-Warning w\n    Write-Error e\n    1 / 0\n    Write-Host h\n    Write-Verbose v -Verbose\n}",
                "foreach ($i in 1..3) { \"i=$i\"; CALL { if ($i -eq 2) { break } } }\n'AFTER'",
                "function F {\nCALL { Get-Item /nonexistent -EA Stop }\n}\ntry { F } finally { 'finally' }\n'NOT HERE'",
                "CALL { sh -c 'exit 3' }",
            ];
            var rows = new TheoryData<string, string>();
            foreach (var call in Calls)
            {
                foreach (var script in scripts)
                    rows.Add(call, script);
            }
            return rows;
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_block_does_what_it_does_in_PowerShell(string call, string name) =>
        Assert.Equal(BlockComparison.Seen(BlockComparison.Reference, name), BlockComparison.Seen(call, name));

    [Theory]
    [MemberData(nameof(Endings))]
    public void A_script_with_a_block_shows_and_ends_as_in_PowerShell(string call, string script) =>
        Assert.Equal(Run(BlockComparison.Reference, script), Run(call, script));

    [Theory]
    [InlineData("CALL { 1; 'two' } | ForEach-Object { \"<$_>\" }")]
    [InlineData("try { CALL { 'before'; throw 'oops' } } catch { \"caught $_\" }\n'AFTER'")]
    [InlineData("CALL { throw 'oops' }\n'NOT HERE'")]
    [InlineData("CALL { 'out'; exit 7 }\n'NOT HERE'")]
    [InlineData("foreach ($i in 1..3) { \"i=$i\"; CALL { if ($i -eq 2) { break } } }\n'AFTER'")]
    [InlineData("CALL { 1..5 } | Select-Object -First 2\n'AFTER'")]
    [InlineData("CALL { $_ -is [string] }\n\"[$_]\"")]
    [InlineData("CALL { [System.IO.File]::Exists('/') }\n[System.IO.File]::Exists('/')\n$ExecutionContext.SessionState.LanguageMode")]
    public void A_block_does_what_it_does_in_PowerShell_in_a_constrained_language_too(string script)
    {
        const string Constrained = "$ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'\n";
        foreach (var call in Calls)
            Assert.Equal(Run(BlockComparison.Reference, Constrained + script), Run(call, Constrained + script));
    }

    private (int ExitCode, string Output, string Error) Run(string call, string script)
    {
        var file = Path.Combine(_folder.FullName, "script.ps1");
        var text = script.Replace("CALL", BlockComparison.Padded(call).Replace('?', 'a'), StringComparison.Ordinal);
        File.WriteAllText(file, $"Import-Module '{Repository.Manifest}'; $null = Connect-Zk -Embedded\n{text}\n");
        var (exitCode, output, error) = Pwsh.File(file);
        return (exitCode, BlockComparison.WithoutCall(output, call), BlockComparison.WithoutCall(error, call));
    }
}
