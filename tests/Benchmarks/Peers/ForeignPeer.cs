using System.Diagnostics;
using System.Globalization;

namespace FlinkZk.Benchmarks;

/// <summary>Another client, in a process that answers a line with a line.</summary>
internal sealed class ForeignPeer : IPeer
{
    private readonly Process _process;

    private ForeignPeer(string name, Process process) => (Name, _process) = (name, process);

    public string Name { get; }

    /// <summary>Starts it; null, with the reason on the error output, where it cannot run.</summary>
    public static async Task<ForeignPeer?> TryStartAsync(string name, string command, params string[] arguments)
    {
        try
        {
            var start = new ProcessStartInfo(command, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
            var peer = new ForeignPeer(name, Process.Start(start)!);
            // Read away, or it would wait for room; the last line says why it could not start.
            var complaint = "";
            peer._process.ErrorDataReceived += (_, line) => complaint = string.IsNullOrWhiteSpace(line.Data) ? complaint : line.Data;
            peer._process.BeginErrorReadLine();
            if ((await peer.AskAsync("get", 1)).Length == 1)
                return peer;
            Console.Error.WriteLine($"Left out: {name}: {complaint}");
            await peer.DisposeAsync();
        }
        catch (Exception exception) when (exception is System.ComponentModel.Win32Exception or IOException)
        {
            Console.Error.WriteLine($"Left out: {name}: {exception.Message}");
        }
        return null;
    }

    public Task<double[]> OneByOneAsync(bool set, int count) => AskAsync(set ? "set" : "get", count);

    public async Task<double> LoadAsync(int count) => (await AskAsync("load", count))[0];

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task<double[]> AskAsync(string what, int count)
    {
        await _process.StandardInput.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{what} {count}"));
        await _process.StandardInput.FlushAsync();
        var line = await _process.StandardOutput.ReadLineAsync() ?? "";
        return [.. line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(figure => double.Parse(figure, CultureInfo.InvariantCulture))];
    }
}
