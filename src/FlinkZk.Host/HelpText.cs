namespace FlinkZk.Host;

/// <summary>What <c>--help</c> prints.</summary>
internal static class HelpText
{
    public static string Version => typeof(HelpText).Assembly.GetName().Version!.ToString(3);

    public static string Text => $"""
        FlinkZk {Version}: runs PowerShell scripts with the FlinkZk module loaded, on machines that have .NET but no PowerShell.

          <host> script.ps1 [arguments]        runs a script
          <host> -File script.ps1 [arguments]  the same
          <host> -Command <text>               runs a piece of script; '-' reads it from standard input
          <host>                               a prompt; where input is no terminal, the script that comes in

          <host> server [options]              a ZooKeeper server in the foreground; server --help tells the options

          -NonInteractive   ask nothing: a missing parameter or a confirmation is an error
          -Version          the version
          -Help             this text

        Exit code: that of the script's exit; 1 after a terminating error, and with -Command when the last statement failed;
        64 for a command line that is not understood or a script that is not there; 130 after Ctrl+C, 143 after SIGTERM.

        Output is formatted by PowerShell itself. The language is complete, and so is FlinkZk, but this host carries
        PowerShell's core only (Get-Command lists it: ForEach-Object, Where-Object, Get-Help, Import-Module, Out-Default, jobs, ...).
        A full PowerShell (https://aka.ms/powershell) has beside it, among others:

          Microsoft.PowerShell.Management   Get-Content, Set-Content, Get-ChildItem, Get-Item, Test-Path, Join-Path, Copy-Item, Remove-Item,
                                            Set-Location, Get-Process, Start-Process
          Microsoft.PowerShell.Utility      Select-Object, Sort-Object, Group-Object, Measure-Object, Compare-Object, ConvertFrom-Json,
                                            ConvertTo-Json, Import-Csv, Export-Csv, Format-Table, Format-List, Out-String, Write-Host,
                                            Write-Output, Write-Error, Write-Progress, Get-Date, Get-Random, New-Object, Add-Member, Start-Sleep
          Microsoft.PowerShell.Security     Get-Credential, ConvertTo-SecureString
          ThreadJob, PSReadLine             Start-ThreadJob, line editing at the prompt

        .NET stands in for most of them: [IO.File]::ReadAllLines($path), [datetime]::UtcNow, @($rows)[0..4], [Console]::Error.WriteLine($text).
        A script's standard input is [Console]::In; $input stays empty.
        """;
}
