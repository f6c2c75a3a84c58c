#Requires -Version 7.4
<#
.SYNOPSIS
    Runs one Pester file against a package of the module, in this process.
.DESCRIPTION
    With -ResultPath a line of JSON is written there for each It: how it ended and why. An It that stands in the file and did not run is a line as well.
    The exit code says only whether the file could be run, because the lines say the rest; without -ResultPath it is 1 where an It failed.
#>
[CmdletBinding()]
param(
    # The file.
    [Parameter(Mandatory)] [string] $Path,
    # Pester's manifest.
    [Parameter(Mandatory)] [string] $Pester,
    # The folder in which FlinkZk is a module.
    [Parameter(Mandatory)] [string] $ModulePath,
    [string] $ResultPath
)
$ErrorActionPreference = 'Stop'
$env:PSModulePath = $ModulePath.TrimEnd('/', '\') + [IO.Path]::PathSeparator + $env:PSModulePath

Import-Module $Pester
$configuration = New-PesterConfiguration
$configuration.Run.Path = $Path
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = if ($ResultPath) { 'None' } else { 'Detailed' }
$run = Invoke-Pester -Configuration $configuration

function Get-Message($ErrorRecords) {
    ($ErrorRecords | ForEach-Object { "$_`n$($_.ScriptStackTrace)" }) -join "`n"
}

$rows = @(
    foreach ($test in $run.Tests) {
        $reason = if ($test.Result -eq 'Skipped') { "$($test.ErrorRecord | Select-Object -First 1)" } else { Get-Message $test.ErrorRecord }
        [pscustomobject]@{ Name = $test.ExpandedPath; Outcome = "$($test.Result)"; Message = $reason }
    }
    foreach ($failed in @($run.FailedContainers) + @($run.FailedBlocks)) {
        if ($failed) { [pscustomobject]@{ Name = "$($failed.ExpandedPath ?? 'the file') is set up and cleared away"; Outcome = 'Failed'; Message = Get-Message $failed.ErrorRecord } }
    }
    # A block that is given nothing for its -ForEach leaves its tests out without a word.
    $seen = @($run.Tests | ForEach-Object { $_.ScriptBlock.Ast.Extent.StartOffset })
    $tree = [System.Management.Automation.Language.Parser]::ParseFile($Path, [ref]$null, [ref]$null)
    foreach ($it in $tree.FindAll({ param($node) $node -is [System.Management.Automation.Language.CommandAst] -and $node.GetCommandName() -eq 'It' }, $true)) {
        $block = $it.CommandElements | Where-Object { $_ -is [System.Management.Automation.Language.ScriptBlockExpressionAst] } | Select-Object -Last 1
        if ($block.ScriptBlock.Extent.StartOffset -notin $seen) {
            [pscustomobject]@{ Name = "$($it.CommandElements[1].Extent.Text)"; Outcome = 'NotRun'; Message = "It stands in line $($it.Extent.StartLineNumber) and did not run." }
        }
    }
)
if ($ResultPath) { $rows | ForEach-Object { ConvertTo-Json $_ -Compress } | Set-Content -LiteralPath $ResultPath }
elseif ($rows.Outcome -notmatch '^(Passed|Skipped)$') { exit 1 }
