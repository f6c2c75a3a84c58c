using System.Diagnostics;

namespace FlinkZk.Testing;

/// <summary>A program that was run to its end: its exit code and what it wrote.</summary>
public sealed record ProgramRun(int ExitCode, string Output, string Errors)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    /// <summary>Starts a program of .NET whose streams are taken; output is without colours.</summary>
    /// <param name="assembly">The program.</param>
    /// <param name="arguments">What it is given.</param>
    /// <param name="folder">Where it runs.</param>
    /// <param name="variables">Added to the environment.</param>
    /// <param name="prelude">What a shell does before it becomes the program, such as <c>ulimit -n 300</c>.</param>
    public static Process Start(
        string assembly, IEnumerable<string> arguments, string? folder = null, IEnumerable<KeyValuePair<string, string>>? variables = null, string? prelude = null)
    {
        Signals.Heed();
        var start = new ProcessStartInfo(prelude is null ? "dotnet" : "sh", prelude is null ? [assembly, .. arguments] : ["-c", $"{prelude} && exec dotnet \"$@\"", "sh", assembly, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? Environment.CurrentDirectory,
            Environment = { ["NO_COLOR"] = "1" },
        };
        foreach (var (name, value) in variables ?? [])
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>Runs a program of .NET with an input, to its end.</summary>
    public static async Task<ProgramRun> RunAsync(string assembly, IEnumerable<string> arguments, string input, CancellationToken cancellationToken)
    {
        using var process = Start(assembly, arguments);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        return await EndAsync(process, cancellationToken);
    }

    /// <summary>Takes what a program writes until it ends; one that does not within two minutes is killed, and that is an error.</summary>
    public static async Task<ProgramRun> EndAsync(Process process, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Deadline);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
            var errors = process.StandardError.ReadToEndAsync(deadline.Token);
            await process.WaitForExitAsync(deadline.Token);
            return new ProgramRun(process.ExitCode, (await output).ReplaceLineEndings("\n"), (await errors).ReplaceLineEndings("\n"));
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
