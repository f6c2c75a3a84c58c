using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace FlinkZk.ServerApp;

/// <summary>The library's help, and behind it what it cannot know.</summary>
internal sealed class FullHelp(HelpAction options) : SynchronousCommandLineAction
{
    private const string Rest = """
        Times carry their unit: 500ms, 5s, 1m, 2h, 1d. Secrets come from files or variables, never from the command line, which everybody on the machine can read.

        Exit code: 0 after SIGTERM or SIGINT and a clean stop; 1 where the server cannot start (the port is taken, the folder in use or damaged), loses its log or
        does not stop in time; 64 for options that are not understood; 130 or 143 for a second signal, which ends the process at once.
        """;

    public override int Invoke(ParseResult parseResult)
    {
        var exitCode = options.Invoke(parseResult);
        parseResult.InvocationConfiguration.Output.WriteLine(Rest);
        return exitCode;
    }
}
