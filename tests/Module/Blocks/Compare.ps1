# Runs the cases of a file with a call put in, and writes a line of JSON for each: what came out of it, stream by stream, in its order.
param([string] $Manifest, [string] $Cases, [string] $Call)
$ErrorActionPreference = 'Stop'
Import-Module $Manifest
$null = Connect-Zk -Embedded

function Describe($item) {
    if ($item -isnot [System.Management.Automation.ErrorRecord]) { return "$(if ($null -eq $item) { 'null' } else { $item.GetType().Name }): $item" }
    $at = $item.InvocationInfo
    "ErrorRecord: $item | $($item.FullyQualifiedErrorId) | $($item.CategoryInfo.Category) | $($item.Exception.GetType().Name) | $($item.TargetObject) | $($at.MyCommand) | $($at.ScriptLineNumber):$($at.OffsetInLine)"
}

$folder = Join-Path ([IO.Path]::GetTempPath()) "flinkzk-blocks-$([guid]::NewGuid())"
$null = New-Item -ItemType Directory $folder
try {
    $number = 0
    foreach ($case in (Get-Content -Raw $Cases) -split '(?m)^#: ' | Select-Object -Skip 1) {
        $name, $text = $case -split "`n", 2
        # Same folder name for each call, or places would differ; the call is padded, so that columns are the same.
        $file = Join-Path $folder "case$((++$number)).ps1"
        $script:letter = 96
        [IO.File]::WriteAllText($file, [regex]::Replace($text, 'CALL', { $Call.Replace('?', [char](++$script:letter)) }))
        $seen = [Collections.Generic.List[string]]::new()
        $ErrorActionPreference = 'Continue'
        $global:LASTEXITCODE = 0
        foreach ($once in 1) {
            $ended = 'left its loop'
            try {
                & $file *>&1 | ForEach-Object { $seen.Add((Describe $_)) }
                $ended = "success $?, exit code $LASTEXITCODE"
            }
            catch {
                $ended = "threw $(Describe $_)"
            }
        }
        $seen.Add($ended)
        $seen.Add("globals: $ended, $global:ended, $global:cleaned, $global:unwound")
        $global:ended = $global:cleaned = $global:unwound = $null
        ConvertTo-Json -Compress @{ name = $name.Trim(); seen = $seen.ToArray() }
    }
}
finally {
    Remove-Item -Recurse $folder
}
