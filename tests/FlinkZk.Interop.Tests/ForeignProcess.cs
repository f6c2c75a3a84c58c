using System.Diagnostics;
using System.Text;

namespace FlinkZk.Interop.Tests;

/// <summary>Runs a client that is not ours to its end; output and errors come in one text, in the order in which they were written.</summary>
internal static class ForeignProcess
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(120);

    public static async Task<(int ExitCode, string Text)> RunAsync(string command, IEnumerable<string> arguments, string input = "")
    {
        // The shell joins the two streams: read from two pipes their order would be lost.
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$0\" \"$@\" 2>&1", command, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardOutputEncoding = Encoding.UTF8,
            Environment = { ["LC_ALL"] = "C.UTF-8" },
        };
        using var process = Process.Start(start)!;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Deadline);
        var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
        try
        {
            await process.StandardInput.WriteAsync(input.AsMemory(), deadline.Token);
            process.StandardInput.Close();
            await process.WaitForExitAsync(deadline.Token);
            return (process.ExitCode, await output);
        }
        catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{command} did not end within {Deadline.TotalSeconds:0} s. {await OutputSoFarAsync(process, output)}");
        }
    }

    // After the kill the pipe is closed and what was written can be read.
    private static async Task<string> OutputSoFarAsync(Process process, Task<string> output)
    {
        if (output.IsCompletedSuccessfully)
            return await output;
        return output.IsCanceled ? await process.StandardOutput.ReadToEndAsync(CancellationToken.None) : "";
    }
}
