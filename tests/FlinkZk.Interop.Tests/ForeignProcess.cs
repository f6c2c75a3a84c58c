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
        var text = new StringBuilder();
        var reading = ReadAsync(process.StandardOutput, text);
        try
        {
            await process.StandardInput.WriteAsync(input.AsMemory(), deadline.Token);
            process.StandardInput.Close();
            await process.WaitForExitAsync(deadline.Token);
            await reading.WaitAsync(deadline.Token);
            return (process.ExitCode, text.ToString());
        }
        catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            process.Kill(entireProcessTree: true);
            await reading;
            throw new TimeoutException($"{command} did not end within {Deadline.TotalSeconds:0} s. What it wrote: {text}");
        }
    }

    // Piece by piece, so that one who hangs can be asked how far it came. The end comes when it has ended, killed or not.
    private static async Task ReadAsync(StreamReader output, StringBuilder text)
    {
        var buffer = new char[4096];
        while (await output.ReadAsync(buffer) is > 0 and var count)
            text.Append(buffer, 0, count);
    }
}
