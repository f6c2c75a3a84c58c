using System.Management.Automation.Language;
using System.Text;

namespace FlinkZk.Host;

/// <summary>The plain prompt: reads a statement, over several lines where it is not complete, and runs it, until <c>exit</c> or the end of input.</summary>
internal sealed class Prompt(ConsoleHost host, Action<string> run, Action ready)
{
    public void Loop()
    {
        host.UI.WriteLine($"FlinkZk {HelpText.Version}. Get-Command -Module FlinkZk lists the cmdlets, exit leaves.");
        while (host.ExitCode is null)
        {
            ready();
            var statement = Read();
            if (statement is null)
                return;
            if (!string.IsNullOrWhiteSpace(statement))
                run(statement);
        }
    }

    private static string? Read()
    {
        var text = new StringBuilder();
        Console.Write("FlinkZk> ");
        while (true)
        {
            // Ctrl+C at the prompt ends the read with null, as the end of input does; a second one right after it leaves.
            if (Console.ReadLine() is not { } line)
                return text.Length > 0 ? "" : null;
            text.AppendLine(line);
            Parser.ParseInput(text.ToString(), out _, out var errors);
            if (!errors.Any(error => error.IncompleteInput) || line.Length == 0)
                return text.ToString();
            Console.Write(">> ");
        }
    }
}
