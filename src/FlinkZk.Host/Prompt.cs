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
            var statement = Read();
            if (statement is null)
                return;
            // Ctrl+C at the prompt was meant for the line, not for what is typed next.
            ready();
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
