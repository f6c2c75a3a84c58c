using System.Management.Automation;
using FlinkZk.Client;
using FlinkZk.Coordination;
using FlinkZk.Wire;

namespace FlinkZk;

/// <summary>Errors on a drive: the same as of the cmdlets for nodes, with what to do in the words of PowerShell's own cmdlets, which are used there.</summary>
internal static class DriveErrors
{
    public static ErrorRecord ToErrorRecord(Exception exception, object? target, ZkDriveInfo? drive = null) => ErrorMapper.ToErrorRecord(exception, target, Action(exception, drive));

    private static string? Action(Exception exception, ZkDriveInfo? drive) => ErrorMapper.Explain(exception).ErrorId switch
    {
        nameof(ErrorCode.NoNode) => exception is ZkException { IsOfCreate: true } ? "New-Item -Force makes what is missing above it." : "Get-ChildItem lists what is there.",
        nameof(ErrorCode.NodeExists) => "Set-Content changes its data; New-Item -Force takes it as it is.",
        nameof(ErrorCode.BadVersion) => "Somebody else changed it: read it again with Get-Item and decide anew.",
        nameof(ErrorCode.NotEmpty) => "Remove-Item -Recurse deletes what is below it as well.",
        nameof(TreeError.DestinationExists) or nameof(TreeError.NodeDiffers) => "Copy-Item -Force overwrites what is there; Move-Item and Rename-Item take a name that is free.",
        // What Connect-Zk opens is not this drive's.
        nameof(ErrorCode.SessionExpired) or nameof(ErrorCode.UnknownSession) or "SessionClosed" or ProviderWait.TooSlowId when drive is { OwnsSession: true } =>
            $"The drive has a session of its own: Remove-PSDrive {drive.Name}, and New-PSDrive again, opens another one.",
        "RootProtected" => "Name what is to go, or to move: Get-ChildItem lists what lies below it.",
        _ => null,
    };
}
