using System.Diagnostics;

namespace FlinkZk.Clusters.Deploy;

/// <summary>
/// Kills a process when this one has gone, also when it was killed itself: a shell that reads from a pipe which only this process holds, and to which nobody writes.
/// It goes with the process that it guards, so that no other can have taken that one's number.
/// </summary>
internal sealed class ProcessGuard : IDisposable
{
    private const string Script = "trap '' INT HUP TERM; while read -r line; do :; done; kill -9 \"$0\" 2> /dev/null";

    private readonly Process _shell;

    private ProcessGuard(Process shell) => _shell = shell;

    public static ProcessGuard Of(Process guarded)
    {
        var guard = new ProcessGuard(Process.Start(new ProcessStartInfo("/bin/sh", ["-c", Script, guarded.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]) { RedirectStandardInput = true })!);
        guarded.Exited += (_, _) => guard.Dispose();
        guarded.EnableRaisingEvents = true;
        return guard;
    }

    public void Dispose()
    {
        try
        {
            _shell.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has gone already.
        }
    }
}
