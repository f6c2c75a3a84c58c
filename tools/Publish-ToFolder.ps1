#Requires -Version 7.4
#Requires -Modules Microsoft.PowerShell.PSResourceGet
<#
.SYNOPSIS
    Puts a module's folder into a folder repository as a nupkg; Install-PSResource and Save-PSResource install from there.
.DESCRIPTION
    The same checks are made as for the PowerShell Gallery. The repository is known to PSResourceGet only while this runs.
.EXAMPLE
    tools/Publish-ToFolder.ps1 output/FlinkZk/0.1.0 ~/packages
#>
[CmdletBinding()]
param(
    # The module's folder, with its manifest.
    [Parameter(Mandatory, Position = 0)] [string] $Path,
    # The folder that is the repository; it is made where it is missing.
    [Parameter(Mandatory, Position = 1)] [string] $Destination
)
$ErrorActionPreference = 'Stop'
if (-not (Test-Path -LiteralPath $Path -PathType Container)) { throw "There is no package in ${Path}: make it first, with ./build.ps1 -Task Package." }
$folder = (New-Item -ItemType Directory -Path $Destination -Force).FullName
$name = "flinkzk-$([guid]::NewGuid().ToString('n'))"
Register-PSResourceRepository -Name $name -Uri $folder -Trusted
try { Publish-PSResource -Path (Convert-Path -LiteralPath $Path) -Repository $name }
finally { Unregister-PSResourceRepository -Name $name }
Get-ChildItem -LiteralPath $folder -Filter *.nupkg | Sort-Object LastWriteTime | Select-Object -Last 1
