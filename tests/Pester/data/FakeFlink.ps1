# A Flink cluster with jobs of nothing but names: compiled from the sources that the other tests use, for a package is tested here without what they were built to.
if (-not ('FlinkZk.Testing.FakeFlink' -as [type])) {
    $usings = [Collections.Generic.HashSet[string]]::new([string[]]('System', 'System.Collections.Generic', 'System.IO', 'System.Linq', 'System.Threading', 'System.Threading.Tasks' | ForEach-Object { "using $_;" }))
    $code = foreach ($file in Get-ChildItem (Join-Path $PSScriptRoot '../../FlinkZk.Testing/Http') -Filter *.cs) {
        foreach ($line in Get-Content $file) {
            if ($line -match '^using [\w.]+;') { $null = $usings.Add($line) } elseif ($line -notmatch '^namespace ') { $line }
        }
    }
    Add-Type -TypeDefinition ("#nullable enable`n" + ($usings -join "`n") + "`nnamespace FlinkZk.Testing;`n" + ($code -join "`n")) -IgnoreWarnings -WarningAction Ignore
}
[FlinkZk.Testing.FakeFlink]::new()
