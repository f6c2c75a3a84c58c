using System.CommandLine;
using System.CommandLine.Invocation;
using FlinkZk.ServerApp;

try
{
    var result = new ServerCommand().Parse(args);
    if (result.Action is not ParseErrorAction mistake)
        return result.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
    mistake.ShowHelp = false;
    // Standard output is the log: what is wrong goes to standard error whole.
    result.Invoke(new InvocationConfiguration { Output = Console.Error });
    return Report(null);
}
catch (UsageException e)
{
    return Report(e.Message);
}

static int Report(string? problem)
{
    if (problem is not null)
        Console.Error.WriteLine(problem);
    Console.Error.WriteLine("For all options: flinkzk-server --help");
    return ExitCode.BadCommandLine;
}
